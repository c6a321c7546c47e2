declare module 'pouchdb-node' {
  /** What the bench uses of PouchDB, which ships no types of its own. */
  interface Database {
    bulkDocs(documents: readonly { readonly _id: string }[]): Promise<readonly { readonly ok?: boolean }[]>;
    info(): Promise<{ readonly doc_count: number }>;
    close(): Promise<void>;
  }
  interface Replication {
    readonly ok: boolean;
    readonly docs_written: number;
  }
  interface Constructor {
    new (name: string, options?: { readonly skip_setup?: boolean }): Database;
    defaults(options: { readonly prefix: string }): Constructor;
    replicate(
      source: Database,
      target: Database,
      options: { readonly batch_size: number; readonly batches_limit: number },
    ): Promise<Replication>;
  }
  const PouchDB: Constructor;
  export default PouchDB;
}

declare module 'express-pouchdb' {
  import type { RequestListener } from 'node:http';
  import type PouchDB from 'pouchdb-node';
  export default function expressPouchdb(
    database: typeof PouchDB,
    options: { readonly mode: string; readonly inMemoryConfig: boolean; readonly logPath: string },
  ): RequestListener;
}
