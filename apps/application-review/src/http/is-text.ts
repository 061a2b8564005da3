import { ValidateBy, type ValidationOptions } from 'class-validator';
import { catalogue } from '@biaozhi/problem';

catalogue({
  isText: { 'zh-CN': '应为文字，且不能过长或含控制字符', en: 'must be text, not too long, without control characters' },
});

// Control characters other than tab and line ends, and halves of surrogate pairs: PostgreSQL keeps neither in JSON.
// eslint-disable-next-line no-control-regex
const UNFIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Cs}/u;

/** Plain text of at most `max` characters (code points). */
export const IsText = (max: number, options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isText',
      validator: { validate: (value) => typeof value === 'string' && [...value].length <= max && !UNFIT.test(value) },
    },
    options,
  );
