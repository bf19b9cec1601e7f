import { describe, expect, it } from 'vitest';
import { understand } from './parser.js';

const read = (text: string, prior: readonly string[] = []) => {
  const { danger, intent } = understand(text, prior);
  return { danger, intent };
};

describe('danger that is told as it happens comes before every other reading', () => {
  it.each([
    ['حريق في السالمية الحين', 'report_incident'],
    ['7areeq fi el salmiya al7een', 'report_incident'],
    ['في هوشة عند الجمعية في حولي', 'report_incident'],
    ['حادث دهس بالجهراء وفيه مصابين', 'report_incident'],
    ['طعنوه في السالمية', 'report_incident'],
    ['fire in Salmiya now', 'report_incident'],
    ['there is a fight in Hawalli', 'report_incident'],
    ['robbery in progress at the bank in Hawalli', 'report_incident'],
    ['send a patrol to Salmiya now there is a fight', 'report_incident'],
    ['في هوشة عند المجمع', 'out_of_scope'],
    ['حرامي ببيتي', 'out_of_scope'],
    ['في حادث قوي وفي مصابين بالدائري السادس', 'report_incident'],
    ['نبي إسعاف بالسالمية', 'out_of_scope'],
    ['ساعدوني', 'out_of_scope'],
    ['sa3doni', 'out_of_scope'],
    ['اسعفوني', 'out_of_scope'],
    ['بنت تنخطف', 'out_of_scope'],
    ['ولدي ضاع', 'out_of_scope'],
    ['طفل ضايع في السوق', 'out_of_scope'],
    ['زوجي يضربني', 'out_of_scope'],
    ['dakheel allah feh wa7ed e6lig', 'out_of_scope'],
    ['wife hit by husband help', 'out_of_scope'],
    ['someone is shooting at people', 'out_of_scope'],
    ['someone is breaking into my house', 'out_of_scope'],
    ['officer down in Mangaf', 'out_of_scope'],
    ['my son is missing', 'out_of_scope'],
    ['task 12 declined, officer down', 'out_of_scope'],
    ['officer down send maximum units', 'out_of_scope'],
    ['my son is missing since yesterday', 'out_of_scope'],
    ['ولدي ضاع من أمس', 'out_of_scope'],
    ['someone is breaking into my house this evening', 'out_of_scope'],
    ['shots fired 5 minutes ago, man down', 'out_of_scope'],
  ])('%s', (text, intent) => {
    expect(read(text)).toEqual({ danger: 'told', intent });
  });

  it('in the middle of a talk too', () => {
    expect(read('في هوشة عند الجمعية', ['كم سرقة في حولي'])).toEqual({
      danger: 'told',
      intent: 'out_of_scope',
    });
  });
});

describe('somebody who speaks of taking a life that is their own', () => {
  it.each([
    'I want to die',
    'I want to kill myself',
    'I want to kill myself tonight',
    'راح انتحر الليلة',
    'someone is threatening to jump off a bridge in Salmiya',
    'ابي انتحر',
    'ما أبي أعيش',
    'واحد يهدد بالانتحار في السالمية',
  ])('is heard: %s', (text) => {
    expect(read(text)).toEqual({ danger: 'self_harm', intent: 'out_of_scope' });
  });
});

describe('words of danger that may be a question are answered, and the number said', () => {
  it.each([
    ['fire in Salmiya', 'count'],
    ['حريق في السالمية', 'count'],
    ['help me', 'help'],
    ['gunshots near the mall', 'out_of_scope'],
  ])('%s', (text, intent) => {
    expect(read(text)).toEqual({ danger: 'possible', intent });
  });
});

describe('a figure stays a figure', () => {
  it.each([
    ['how many fires in Salmiya now', 'count'],
    ['fires in Salmiya today', 'count'],
    ['shots fired in Jahra last week', 'count'],
    ['robbery with a knife in Salmiya last month', 'count'],
    ['any fire in Salmiya now?', 'list_recent'],
    ['is there a fire in Salmiya?', 'count'],
    ['how many suicides in Salmiya', 'count'],
    ['suicide cases by governorate', 'breakdown'],
    ['fire hotspots', 'hotspots'],
    ['show shooting at Salmiya', 'list_recent'],
    ['list robbery cases now', 'list_recent'],
    ['help me find robbery cases in Salmiya', 'list_recent'],
    ['any shooting at Mahboula?', 'list_recent'],
    ['show commit suicide cases in Jahra', 'list_recent'],
    ['assign Salem to guard the hostages in Jahra at 9 pm', 'task_assign'],
    ['task 12 done, man down treated', 'task_complete'],
    ['شنو صار في حادث السالمية', 'list_recent'],
    ['assign Salem to the fire in Jahra now', 'task_assign'],
    ['كم حريق في السالمية الحين', 'count'],
    ['حرائق السالمية اليوم', 'count'],
    ['هل في هوشة في حولي؟', 'count'],
    ['آخر حريق في السالمية', 'list_recent'],
    ['كم حالة انتحار في الجهراء هالسنة', 'count'],
    ['كلف سالم يروح الحريق في الجهراء الحين', 'task_assign'],
    ['thanks for your help', 'thanks'],
    ['كم سرقة في حولي أمس', 'count'],
    ['وين البؤر', 'hotspots'],
  ])('%s', (text, intent) => {
    expect(read(text)).toEqual({ danger: undefined, intent });
  });
});
