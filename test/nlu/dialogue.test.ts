import { describe, expect, it } from 'vitest';
import { shortSlots, understand } from './parser.js';

const ASKED = 'كم سرقة بالسالمية قطعة ٤ أمس';

const said = (text: string, ...prior: string[]) => {
  const { intent, slots } = understand(text, prior);
  return { intent, ...shortSlots(slots) };
};

describe('a follow-up', () => {
  it('inherits what it does not replace, and drops the block with its area', () => {
    expect(said('وحولي؟', ASKED)).toEqual({
      intent: 'count',
      offence: ['theft'],
      areas: ['hawalli'],
      period: '2026-03-17/2026-03-18',
    });
  });

  it('keeps the level of a place that may be either', () => {
    expect(said('والأحمدي؟', 'موجز محافظة حولي')).toEqual({ intent: 'briefing', governorate: ['ahmadi'] });
  });

  it('takes a part back without putting anything in its place', () => {
    expect(said('شيل القطعة', ASKED)).not.toHaveProperty('block');
    expect(said('بكل الكويت', ASKED)).not.toHaveProperty('areas');
  });

  it.each([
    ['compare with the previous 30 days', '2026-01-17T10:15/2026-02-16T10:15'],
    ['مقارنة مع آخر ٣٠ يوم', '2026-01-17T10:15/2026-02-16T10:15'],
  ])('never compares a period with itself: %s', (text, compared) => {
    const asked = 'thefts in Salmiya in the last 30 days';
    expect(said(text, asked)).toMatchObject({
      intent: 'compare',
      period: '2026-02-16T10:15/2026-03-18T10:15',
      compare_period: compared,
    });
  });

  it('sets a month against the one before it', () => {
    expect(said('compare with the previous month', 'thefts last month')).toMatchObject({
      period: '2026-02-01/2026-03-01',
      compare_period: '2026-01-01/2026-02-01',
    });
  });

  it('changes one side of a comparison', () => {
    expect(said('بدل حولي الجهراء', 'قارن السالمية بحولي')).toMatchObject({ areas: ['salmiya', 'jahra'] });
  });

  it('asks for a part of what was asked about', () => {
    expect(said('كم منهم سرقة سيارات', ASKED)).toEqual({
      intent: 'count',
      offence: ['vehicle_theft'],
      areas: ['salmiya'],
      block: 4,
      period: '2026-03-17/2026-03-18',
    });
  });
});

describe('a command of its own', () => {
  it('inherits nothing', () => {
    expect(said('كم حادث مروري في الجهراء', ASKED)).toEqual({
      intent: 'count',
      offence: ['traffic_accident'],
      areas: ['jahra'],
    });
  });

  it('takes the place of the last one where it says "there"', () => {
    expect(said('كلف ناصر بدورية هناك', 'كم سرقة بالسالمية أمس')).toEqual({
      intent: 'task_assign',
      assignee: 'ناصر',
      areas: ['salmiya'],
    });
  });

  it.each([
    ['start it', 'accept task 44', 'task_start', 44],
    ['خلصتها', 'قبلت المهمة ٥', 'task_complete', 5],
  ])('is about the task that was spoken of: %s', (text, prior, intent, task_id) => {
    expect(said(text, prior)).toEqual({ intent, task_id });
  });

  it('does not become ours by following something of ours', () => {
    expect(understand('شنو الجو هناك', [ASKED]).intent).toBe('out_of_scope');
  });
});

describe('an answer', () => {
  it.each([
    ['٧', 'بلغ عن سرقة بالسالمية', 'BOT: أي قطعة؟', { block: 7 }],
    ['5', 'theft forecast for Salmiya', 'BOT: For how many days ahead?', { horizon_days: 5 }],
    ['أسبوعي', 'اشتركني بالنقاط الساخنة', 'BOT: يومي أو أسبوعي؟', { frequency: 'weekly' }],
    ['الموجز', 'وقف الاشتراك', 'BOT: أي اشتراك؟', { topic: 'briefing' }],
  ])('fills what was asked for: %s', (text, prior, question, slots) => {
    expect(said(text, prior, question)).toMatchObject(slots);
  });

  it('ends the talk when it refuses', () => {
    expect(said('ألغِ الطلب', 'كلف راشد بدورية', 'BOT: في أي منطقة؟')).toEqual({ intent: 'cancel' });
  });
});

describe('a step of a task that gives no number', () => {
  it.each([
    ['I finished it', 'accept 12', 'task_complete'],
    ['on my way', 'accept 12', 'task_start'],
    ["I can't do it", 'accept 12', 'task_decline'],
    ['خلصت', 'قبول ١٢', 'task_complete'],
  ])('%s: it is the one of the task spoken of', (text, before, intent) => {
    expect(said(text, before)).toEqual({ intent, task_id: 12 });
  });

  it.each([
    ['I have not finished it', 'accept 12'],
    ['did you finish it?', 'accept 12'],
    ['when I finish it', 'accept 12'],
    ['I will finish it tomorrow', 'accept 12'],
    ['ما خلصت', 'قبول ١٢'],
    ['إذا خلصت', 'قبول ١٢'],
    ['هل خلصت', 'قبول ١٢'],
  ])('%s: denied, asked or supposed, it closes nothing', (text, before) => {
    expect(said(text, before)).not.toHaveProperty('task_id');
  });
});

describe('what a message gives up', () => {
  const BEFORE = 'thefts in Salmiya';

  it('is only the thing itself, not the place and the time after it', () => {
    expect(said('assign Khaled instead of Salem to patrol Salmiya tonight', BEFORE)).toEqual({
      intent: 'task_assign',
      assignee: 'Khaled',
      areas: ['salmiya'],
      due: { at: '2026-03-19T00:00:00+03:00' },
    });
    expect(said('robberies and not thefts in Jahra last month', BEFORE)).toEqual({
      intent: 'count',
      offence: ['robbery'],
      areas: ['jahra'],
      period: '2026-02-01/2026-03-01',
    });
  });

  it.each([
    ['no, assign Khaled to patrol Jahra tonight'],
    ['\u200fno no, assign Khaled to patrol Jahra tonight'],
    ['assign Khaled rather than Salem to patrol Jahra tonight'],
    ['\u200f\u202bكلف خالد بدورية الجهراء الليلة\u202c'],
  ])('leaves what was read of %j where it stands in the message', (text) => {
    const { trace } = understand(text, [BEFORE]);
    const steps = trace.filter((step) => step.text !== '' && step.start > 12);
    expect(steps.length).toBeGreaterThan(0);
    for (const step of steps) expect(step.text).toBe(text.slice(step.start, step.end));
    const night = trace.find(({ rule }) => rule.startsWith('when'));
    expect(night?.text).toMatch(/^(?:tonight|الليلة)/u);
  });
});

describe('a name and work with no word of command', () => {
  it.each([
    'Security guard attacked in Hawalli block 5',
    'Ahmed guard Hawalli block 5 was robbed',
    'Ahmed never go to Salmiya block 2',
    'Salem check Salmiya block 2?',
    'Ahmed patrol Hawalli block 5 yesterday',
    'Robbers cover Hawalli block 5',
    'Officers patrol Hawalli block 5',
  ])('%s: is no order', (text) => {
    expect(understand(text).intent).not.toBe('task_assign');
  });

  it('is asked about before it is an order, but for a rank or a please', () => {
    const guessed = (text: string) => ({
      intent: understand(text).intent,
      guessed: understand(text).guessed,
    });
    expect(guessed('Ahmed patrol Hawalli block 5')).toEqual({ intent: 'task_assign', guessed: ['intent'] });
    expect(guessed('Sgt Ahmed patrol Hawalli block 5')).toEqual({ intent: 'task_assign', guessed: [] });
    expect(guessed('Ahmed please patrol Hawalli block 5')).toEqual({ intent: 'task_assign', guessed: [] });
  });
});
