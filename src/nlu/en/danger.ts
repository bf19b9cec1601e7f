import type { DangerWords } from '../danger.js';

export const danger: DangerWords = {
  pleas: [
    'help us|save us|save me|sos|mayday|officer down|officer needs help|officer needs assistance|shot at me|shooting at me|shooting at us|firing at us',
    'attacking me|attacking us|beating me|beating us|hitting me|stabbing me|choking me|trying to kill me|trying to kill us|going to kill me|going to kill us|will kill me|hit by my husband|beaten by my|following me|breaking into my|breaking into our',
    'cannot breathe|cant breathe|i am dying|im dying|i am hurt|im hurt|i am injured|i am in danger|im in danger|we are in danger|my son is missing|my daughter is missing|my child is missing|backup now|requesting backup|request backup',
  ].join('|'),
  cries: [
    'man down|under attack|being attacked|stabbing people|trying to kill|hit by husband|husband is hitting|husband is beating',
    'is shooting|are shooting|opened fire|firing at|shooting at|has a gun|has a knife|have guns|have knives|man with a gun|man with a knife|someone with a gun|someone with a knife|pointing a gun|gunman|hostages',
    'is bleeding|are bleeding|bleeding badly|bleeding heavily|not breathing|is unconscious|having a heart attack|is drowning|are drowning|is dying|are dying',
    'being kidnapped|being followed|breaking in now|trapped inside|is trapped|are trapped',
    'backup needed|back up now|bomb threat|there is a bomb|found a bomb|is on fire|are on fire|house on fire|car on fire|building on fire|shop on fire|caught fire',
    'people are hurt|people are injured|people hurt|people injured|someone is hurt|someone is injured|someone stabbed|someone was just stabbed|someone was just shot|someone shot|somebody stabbed|somebody is hurt',
    'child is missing|missing child|lost child|husband help',
  ].join('|'),
  told: [
    [
      'someone|someone is|somebody|somebody is|a man is|a stranger is|he is|she is|they are|people are|strangers are|there is someone|there is a man|intruder',
      'in my house|in our house|in my home|in our home|inside my house|inside my home|in my flat|at my door|breaking in|breaking into a house',
    ],
    [
      'call|send|need|we need|i need|get|send us|send me',
      'an ambulance|ambulance|the police|police now|police here|police please|police quickly|backup|help now|a patrol now|units now',
    ],
  ],
  events:
    'fire|fight|brawl|shooting|shots fired|gunshots|gunfire|stabbing|knife|gun|explosion|blast|gas leak|robbery|armed robbery|burglary|break in|burglar|burglars|thief|thieves|robber|robbers|intruder|intruders|kidnapping|abduction|assault|attack|accident|car accident|crash|car crash|collision|riot|fighting|drowning|hit and run|run over|hostage|bomb|wounded|casualties',
  present:
    'now|right now|just now|happening|in progress|ongoing|still going on|as we speak|at the moment|at this moment|hurry|injured|injuries|bleeding|in front of me|in front of us|in front of my|next to me|outside my|outside our|come quickly|come quick',
  before:
    'there is a|there is an|theres a|theres an|we have a|we have an|i see a|i can see a|i hear|i am at a|i am in a|a big|a huge',
  opens: '',
  selfHarm:
    'i want to die|want to kill myself|kill myself|killing myself|end my life|ending my life|take my own life|taking my own life|want to end it all|dont want to live|do not want to live|no reason to live|commit suicide|committing suicide|thinking of suicide|thinking about suicide|feel suicidal|feeling suicidal|i am suicidal|im suicidal|is suicidal|hurt myself|harm myself|kill himself|kill herself|wants to die|going to jump off|threatening to jump|better off dead',
  mentions:
    'emergency|gunshot|knives|ambulance|suicide|kidnapped|stabbed|attacked|unconscious|heart attack|in danger|please help|help please|help me|dying|bleeding|drowned|trapped|gas smell|smell of gas|smoke',
};
