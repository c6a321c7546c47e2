import { html, type Markup } from './html.ts';

interface Shell {
  readonly title: string;
  /** Paths of style sheets, in their order. */
  readonly styles: readonly string[];
  /** Path of the one script; pages of residents do without it. */
  readonly script?: string;
  readonly header: Markup;
  readonly main: Markup;
  readonly footer?: Markup;
}

/** One page of the city: small, of its own server alone, in Chinese, and as wide as the phone. */
export function pageShell({ title, styles, script, header, main, footer }: Shell): string {
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no">
<title>${title}</title>
<link rel="icon" href="data:,">
${styles.map((path) => html`<link rel="stylesheet" href="${path}">`)}
${script === undefined ? null : html`<script type="module" src="${script}"></script>`}
</head>
<body>
<header>${header}</header>
<main>
${main}
</main>
${footer === undefined ? null : html`<footer>${footer}</footer>`}
</body>
</html>
`.text;
}
