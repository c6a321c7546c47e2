import { type AgreementStep, currentStep } from './agreement-steps.ts';
import './steps-strip.css';

/** The six steps from the draft to the day of effect, always in the same place. */
export function StepsStrip({ steps }: { readonly steps: readonly AgreementStep[] }) {
  const current = currentStep(steps);
  return (
    <ol className="card agreement-steps" aria-label="签名、盖章、打印状态">
      {steps.map((step) => (
        <li
          key={step.id}
          className={`agreement-step ${step.done ? 'agreement-step-done' : ''}`}
          {...(step.id === current ? { 'aria-current': 'step' as const } : {})}
        >
          <b>{step.label}</b>
          <span className="small">{step.detail}</span>
        </li>
      ))}
    </ol>
  );
}
