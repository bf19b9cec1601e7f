import type { FeedbackWordings } from '../wording.js';

export const feedbackWordings: Partial<FeedbackWordings> = {
  feedbackHeading: /^\P{L}*(?:(?:عندي |لدي |عندنا |لدينا )?(?:ملاحظ|اقتراح|شكو[يى]|شكاو)|تعليق|رايي)/u,
  faultFound: /(?:رقم|ارقام|جواب|اجاب|خريط|بيانات|معلوم|احصائ).*(?:غلط|خطا|مو صحيح|غير صحيح|مو مضبوط)/u,
};
