import * as z from 'zod';

// The page's CSP forbids `new Function`; imported before anything that makes a schema.
z.config({ jitless: true });
