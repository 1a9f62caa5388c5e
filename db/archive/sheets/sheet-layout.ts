import type { Layout } from '../layout.ts';
import { plainLayout } from '../plain-layout.ts';
export const sheetLayout: Layout = plainLayout;
