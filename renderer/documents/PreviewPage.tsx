import type { PDFPageProxy } from 'pdfjs-dist/types/src/display/api.js';
import { useEffect, useRef, useState } from 'react';
import type { PageBox } from './preview-marks.ts';

interface PreviewPageProps {
  readonly page: PDFPageProxy;
  /** Of all pages, for readers of the screen. */
  readonly count: number;
  /** Width on the screen in CSS pixels. */
  readonly width: number;
  /** Clauses to look at: laid over the page, not printed. */
  readonly highlights: readonly PageBox[];
  readonly seal: PageBox | null;
}

/** The thin strokes of the paper's type would break at the small size of the panel, drawn one to one. */
const LEAST_DENSITY = 2;

function percent({ left, top, width, height }: PageBox) {
  const part = (value: number): string => `${(value * 100).toFixed(3)}%`;
  return { left: part(left), top: part(top), width: part(width), height: part(height) };
}

/** One page of the paper, as sharp as the screen can show it. */
export function PreviewPage({ page, count, width, highlights, seal }: PreviewPageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  const { width: paperWidth, height: paperHeight } = page.getViewport({ scale: 1 });
  const height = (width * paperHeight) / paperWidth;

  useEffect(() => {
    const target = canvas.current;
    if (!target) return;
    const density = Math.max(window.devicePixelRatio || 1, LEAST_DENSITY);
    const viewport = page.getViewport({ scale: (width / paperWidth) * density });
    // Drawn apart and put on the page at once, so that nothing flickers while somebody types.
    const fresh = document.createElement('canvas');
    fresh.width = Math.round(viewport.width);
    fresh.height = Math.round(viewport.height);
    const drawing = page.render({ canvas: fresh, viewport });
    let left = false;
    drawing.promise.then(
      () => {
        if (left) return;
        target.width = fresh.width;
        target.height = fresh.height;
        target.getContext('2d')?.drawImage(fresh, 0, 0);
        target.dataset.drawn = 'true';
        setFailed(false);
      },
      () => {
        if (!left) setFailed(true);
      },
    );
    return () => {
      left = true;
      drawing.cancel();
    };
  }, [page, width, paperWidth]);

  return (
    <div className="preview-page" style={{ width, height }}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`第 ${page.pageNumber} 页，共 ${count} 页`}
        style={{ width, height }}
      />
      {highlights.map((box) => (
        <span key={`${box.top} ${box.left}`} className="preview-look" style={percent(box)} />
      ))}
      {seal ? <span className="preview-seal" style={percent(seal)} /> : null}
      {failed ? (
        <p className="preview-failed soon">这一页没有画出来，纸上不受影响。请再改一个字，或者按 F8 打印看</p>
      ) : null}
    </div>
  );
}
