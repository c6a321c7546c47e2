import { EyeOutlined, LoadingOutlined } from '@ant-design/icons';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { Key } from '../keyboard/Key.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { PreviewPage } from './PreviewPage.tsx';
import { findOnPages, type PageBox, sealPlace } from './preview-marks.ts';
import { type PaperSource, usePaper } from './use-paper.ts';
import './preview.css';

interface PrintPreviewProps {
  readonly source: PaperSource;
  /** Texts to look at: shown in amber where they stand on the paper. */
  readonly looked?: readonly string[];
  /** The committee's seal is not on the paper yet. */
  readonly needsSeal?: boolean;
  readonly zoomed: boolean;
  readonly onZoom: () => void;
  /** More at the right end of the head. */
  readonly children?: ReactNode;
}

/** Left and right of a page in the panel, in CSS pixels. */
const MARGIN = 20;
const MOST_WIDTH = 900;
/** What scrolls must be reachable by the keyboard, although it is no control. */
const scrolls = { tabIndex: 0 } as const;

/** The inner width of an element, as it changes. */
function useWidth() {
  const ref = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setWidth(element.clientWidth));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return { ref, width };
}

/**
 * The very PDF that is printed, on the screen. The parts that ask for a look and the place of the seal are laid over it
 * and are not printed.
 */
export function PrintPreview({ source, looked = [], needsSeal = false, zoomed, onZoom, children }: PrintPreviewProps) {
  const { paper, error, pending } = usePaper(source);
  const { ref, width } = useWidth();
  const [seen, setSeen] = useState(1);
  const count = paper?.pages.length ?? 0;
  const pageWidth = Math.max(0, Math.min(width - MARGIN, MOST_WIDTH));

  const highlights = useMemo(
    () => (paper ? looked.flatMap((text) => findOnPages(paper.pieces, text)) : []),
    [paper, looked],
  );
  const seal = useMemo(() => (paper && needsSeal ? sealPlace(paper.pieces) : null), [paper, needsSeal]);

  // Zoomed, the paper answers to the arrow and page keys; afterwards the work goes on where it was.
  useEffect(() => {
    if (!zoomed) return;
    const before = document.activeElement;
    ref.current?.focus();
    return () => {
      requestAnimationFrame(() => before instanceof HTMLElement && before.isConnected && before.focus());
    };
  }, [zoomed, ref]);

  const follow = (element: HTMLElement): void => {
    const pages = [...element.querySelectorAll<HTMLElement>('.preview-page')];
    const middle = element.scrollTop + element.clientHeight / 2;
    const at = pages.findLastIndex((page) => page.offsetTop <= middle);
    setSeen(Math.max(0, at) + 1);
  };
  const on = (number: number) => (box: PageBox) => box.page === number;

  return (
    <section className="preview" aria-label="打印预览">
      <header className="preview-head">
        <b>打印预览</b>
        <span className="muted">{count === 0 ? 'A4' : `A4，第 ${Math.min(seen, count)} 页，共 ${count} 页`}</span>
        {highlights.length > 0 || seal ? <span className="muted preview-tip">底色和虚线不打印</span> : null}
        {pending ? <LoadingOutlined className="preview-pending" aria-label="正在更新预览" role="img" /> : null}
        {children}
        <button
          type="button"
          className="text-button preview-zoom"
          onClick={onZoom}
          aria-keyshortcuts="F9"
          aria-pressed={zoomed}
        >
          <EyeOutlined aria-hidden="true" /> {zoomed ? '缩小' : '放大'} <Key combo="F9" />
        </button>
      </header>
      {error ? (
        <div className="preview-error">
          <ErrorNote error={error} />
        </div>
      ) : null}
      <section
        ref={ref}
        className="preview-pages"
        aria-label="纸面"
        {...scrolls}
        data-enter-skip=""
        data-dialog-first=""
        data-preview={pending ? 'pending' : 'shown'}
        onScroll={(event) => follow(event.currentTarget)}
      >
        {paper && pageWidth > 0
          ? paper.pages.map((page) => (
              <PreviewPage
                key={page.pageNumber}
                page={page}
                count={count}
                width={pageWidth}
                highlights={highlights.filter(on(page.pageNumber))}
                seal={seal && on(page.pageNumber)(seal) ? seal : null}
              />
            ))
          : null}
      </section>
    </section>
  );
}
