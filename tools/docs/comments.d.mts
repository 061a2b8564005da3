import type { Comments } from './pages.mjs';

export function commentsIn(dir: string): Comments;
