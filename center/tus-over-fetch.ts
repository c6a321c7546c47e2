import type { HttpRequest, HttpResponse, HttpStack } from 'tus-js-client';

/** Lets the tus client speak over the one `fetch` that goes to the city: through its proxy, within its limit. */
export function tusOverFetch(fetch: typeof globalThis.fetch, signal: AbortSignal): HttpStack {
  return {
    getName: () => 'FetchHttpStack',
    createRequest(method, url): HttpRequest {
      const headers = new Headers();
      const stop = new AbortController();
      let onProgress: (bytesSent: number) => void = () => undefined;
      return {
        getMethod: () => method,
        getURL: () => url,
        setHeader: (name, value) => headers.set(name, value),
        getHeader: (name) => headers.get(name) ?? undefined,
        setProgressHandler(handler) {
          onProgress = handler;
        },
        async send(body: Uint8Array | null) {
          const bytes = body ? new Uint8Array(body) : null;
          const response = await fetch(url, {
            method,
            headers,
            body: bytes,
            signal: AbortSignal.any([signal, stop.signal]),
          });
          const text = await response.text();
          if (bytes) onProgress(bytes.byteLength);
          return answerOf(response, text);
        },
        abort: async () => stop.abort(),
        getUnderlyingObject: () => null,
      };
    },
  };
}

function answerOf(response: Response, text: string): HttpResponse {
  return {
    getStatus: () => response.status,
    getHeader: (name) => response.headers.get(name) ?? undefined,
    getBody: () => text,
    getUnderlyingObject: () => response,
  };
}
