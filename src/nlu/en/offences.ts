import type { OffenceWords } from '../offences.js';

/** What is stolen when a vehicle is. */
const VEHICLES = [
  'car',
  'vehicle',
  'motorbike',
  'motorcycle',
  'motor',
  'truck',
  'bike',
  'van',
  'pickup',
  'jeep',
];

const TAKEN = ['stolen', 'nicked', 'pinched', 'jacked'];

/** "Cars were stolen", "theft of a car", "had his car stolen": the passive and the genitive of every vehicle. */
const vehicleThefts = VEHICLES.flatMap((one) => [
  ...['was', 'got', 'is', 'has been', 'gets'].flatMap((verb) =>
    TAKEN.map((taken) => `${one} ${verb} ${taken}`),
  ),
  ...['were', 'got', 'are', 'have been', 'being', 'get', 'getting', 'are being', 'are getting'].flatMap(
    (verb) => TAKEN.map((taken) => `${one}s ${verb} ${taken}`),
  ),
  ...['stole', 'stolen', 'nicked', 'pinched'].flatMap((verb) =>
    ['a', 'my', 'his', 'her', 'the'].map((whose) => `${verb} ${whose} ${one}`),
  ),
  `${one} stolen`,
  `${one}s stolen`,
  `stolen ${one}`,
  `stolen ${one}s`,
  `stole a ${one}`,
  `theft of ${one}`,
  `theft of a ${one}`,
  `theft of ${one}s`,
  `thefts of ${one}s`,
  `stealing ${one}s`,
  ...['a', 'the', 'my', 'his', 'her', 'our'].map((whose) => `stealing ${whose} ${one}`),
  `stealing of ${one}s`,
  `${one} theft`,
  `${one} thefts`,
  `${one}s theft`,
]).join('|');

/** "Houses were broken into", "a shop was broken into". */
const breakIns = [
  'house',
  'home',
  'shop',
  'store',
  'flat',
  'apartment',
  'villa',
  'office',
  'building',
  'place',
  'warehouse',
]
  .flatMap((one) => [
    `${one} broken into`,
    `${one}s broken into`,
    `${one} was broken into`,
    `${one} got broken into`,
    `${one}s were broken into`,
    `${one}s got broken into`,
    `broken into a ${one}`,
    `broke into a ${one}`,
    `breaking into ${one}s`,
    `breaking into a ${one}`,
    `theft from a ${one}`,
    `${one} break in`,
    `${one} break ins`,
    `${one} burglaries`,
    `${one} burglary`,
  ])
  .join('|');

export const offenceWords: OffenceWords = {
  more: {
    theft:
      'steal|stole|robbing of goods|thievery|thft|theif|thefs|pilfering|nicked|pinched|nicking|swiped|snatched|thieves|thief',
    vehicle_theft:
      vehicleThefts +
      '|vehicle thefts|car thefts|cars stolen|stolen cars|stolen vehicles|stolen vehicle|motor theft|auto thefts|car stealing|motorbike theft|motorcycle theft|carjack|vehicles stolen',
    burglary:
      breakIns +
      '|broken into|burglar|burglars|breakin|breakins|break in|break ins|house break in|home burglary|house burglary|house robbery|home invasion|housebreaking|shop burglary|house theft|house thefts|burglry|burgulary|burglarys',
    robbery:
      'rob|muggings|mugged|armed robbery|armed robberies|hold up|hold ups|holdups|robbry|robery|roberies',
    assault: 'assaulted|assulted|beaten up|beatings|battery|assult|assults|physical assault|attacks',
    fight:
      'punch up|punch ups|fracas|affray|affrays|dust up|punchup|fist fights|fighting|fites|fite|brawling|brawls|quarrels|scuffles|altercation|altercations|fist fight|fights|street fight|hosha',
    homicide: 'homocide|murdered|killings|manslaughter|murder case|murders|attempted murder',
    drugs:
      'drug case|drug cases|drug related|narcotic|drug dealing|drug possession|drg|drugs offences|narcotics cases|drug trafficking|drug dealers',
    fraud: 'scams|scammed|swindled|swindles|fraudulent|cheating|con men|fraud cases|embezzled',
    cybercrime:
      'cybercrimes|cyber crimes|hacked|hacks|online crimes|internet crime|electronic crime|electronic crimes|cyber attacks|cyberattack|cyber attack',
    extortion: 'extortions|blackmailing|blackmailed|extorted',
    vandalism:
      'vandal|vandals|vandalised|vandalized|graffiti|property damage|damaged property|criminal damages|vandelism|vandalisim|broken windows',
    harassment:
      'harassed|harassments|harrassment|harass|stalker|molestation|cat calling|catcalling|harasment',
    domestic_violence:
      'domestic violance|family abuse|domestic|wife beating|domestics|domestic dispute|domestic incidents|family dispute',
    weapons:
      'gun|firearm|knives|illegal weapons|weapon possession|armed|arms|weapons cases|gunfire|shootings|shots fired|shooting',
    traffic:
      'traffic|traffic offences|traffic offenses|traffic violation|traffic violations|speeding tickets|traffic cases|speeders|red light violations|trafic|traffic fines',
    traffic_accident:
      'crashes|collisions|car crash|car crashes|car accidents|traffic accidents|traffic accident|trafic acident|traffic acident|trafic accident|trafic accidents|acident|acidents|rta|rtas|road traffic accident|road traffic accidents|accidnt|accidnets|accidents|wreck|pile up|run over|pileup|accdent|accident cases',
    reckless_driving:
      'reckless drivers|drifters|drift|drag racing|racing|street races|stunts|dangerous driving|reckless drive|rekless driving|wreckless driving|reckless driver',
    residency:
      'residency cases|residency violators|visa violations|visa violation|overstayers|overstaying|illegal residents|iqama violation|iqama violations|iqama|expired residency|absconders|expired visas|illegal workers|residence violations|residence violation',
    arson: 'arsonist|fires|set fire|deliberate fires|fire setting|torched|arson cases|fire',
    kidnapping: 'kidnaps|kidnapped|kidnappings|abducted|abductions|kidnaping|hostage',
  },
  weak: [
    'hit',
    'attack',
    'attacks',
    'beating',
    'damage',
    'fire',
    'fires',
    'arms',
    'armed',
    'gun',
    'guns',
    'domestic',
    'drug',
    'traffic',
    'ticket',
    'tickets',
    'speeding',
    'insult',
    'threat',
    'threats',
    'missing child',
    'drunk',
    'fraud',
    'scam',
    'hacked',
    'drift',
    'racing',
    'stole',
    'stolen',
    'steal',
    'run over',
    'battery',
    'crash',
    'crashes',
    'accident',
    'accidents',
    'identity theft',
    'weapon',
    'harass',
    'cheating',
    'iqama',
    'stealing',
    'killed',
    'liquor',
    'killing',
    'kill',
    'collision',
    'fighting',
    'fight',
    'crystal',
    'abduction',
  ],
  ignored: [
    'con',
    'ice',
    'vice',
    'using',
    'possession',
    'cyber',
    'deception',
    'crystal',
    'dealing',
    'reckless',
    'insult',
    'alcohol',
    'absconding s',
    'hits',
    'cons',
    'usings',
    'battery',
    'riot',
    'forged',
    'crystals',
    'suicide s',
    'indecency s',
    'damages',
  ],
};
