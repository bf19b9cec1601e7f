import { type Entry, inTurn, words } from '../chart/lexicon.js';
import type { Cue } from '../intent/cue.js';

const cue = (name: Cue, phrases: string, score = 0): Entry => words('cue', name, phrases, score);

const SHOULD = 'ought|ought to|need to|should|shld|shud|shd|shall|do|can|must|to|would you';
const MY_PLACE =
  'my location|my position|my spot|my current location|my current position|my place|where i am|where we are|where im standing|where i stand|where i am standing|where im at|where im parked|where i am parked|our location|our position|here';

/** Words that say what is asked about incidents. */
export const questionWords: readonly Entry[] = [
  cue(
    'howMany',
    'give me {a,the} {number,count,figure,total,tally} {for,of,on}|{number,count,figure,total} for|{have,has} there been {many,a lot of,lots of,that many}|{are,were} there {many,a lot of,lots of}|{have,did,do} we {have,had,get,got,see} {many,a lot of,lots of}|how many|how much|hw many|howmany|how mny|hw mny|count|count of|what is the count|tally|total|how often|number of|no of|total number of|totals|sum of|what number of|whats the number of|give me the number of|count up',
  ),
  cue(
    'show',
    '{the,full,more,all the,further} details|details please|details of|full details of|details for|details of the|show|list|display|view|pull up|pull|see|get|fetch|find|give me|send me|{text,message,whatsapp,email,e mail,mail,dm,sms,shoot,drop,forward} me|{to,on} my {phone,mobile,whatsapp,inbox,email,slack,cell}|let me see|sho|i want to see|shw|lst',
  ),
  cue('briefing', '{run,walk,talk,take} me through'),
  // The score of the last maps stands under the hotspots.
  cue(
    'hotspot',
    '{how good,how accurate,how right,how reliable,how well did,how did} {is,was,were,are,} {the,our,your,} {yesterdays,last nights,todays,last weeks,} {map,maps,crime map,hotspot map} {,do,doing,perform}|{accuracy,score,hit rate} of {the,our,yesterdays,last weeks} {map,maps}|map accuracy|{was,is,were} {the,yesterdays,todays,last weeks} {map,maps} {right,accurate,correct,any good}',
  ),
  cue(
    'hotspot',
    '{wheres,where is,wheres all,where is all} {it,it all,everything,all this,all the,the} {kicking off,concentrated,clustered,heating up}|{wheres,where is} {it,it all,everything} {happening,going on}',
  ),
  cue(
    'change',
    '{creeping,edging,ticking,inching,picking,shooting,climbing,heading,coming,slipping,edged,crept,picked,shot,ticked} {up,down}|{easing,tailing,levelling,leveling,dropping,falling} off|{dying,calming,quietening,settling,slowing} down|dipping|dipped|soaring|soared|surging|surged|spiking|spiked|shrinking|shrunk|climbing|climbed',
  ),
  cue('change', '{percentage,percent,pct} {change,changes,increase,decrease,difference,drop,rise}'),
  cue('series', '{month,week,day,year} to {month,week,day,year}'),
  cue(
    'patrol',
    '{which,what} {corner,corners,parts,side,sides,streets,roads} of|{should,shall,must,do} {my,our,the} {patrol,patrols,unit,units,car,cars,team,men} {cover,watch,check,sweep,visit}',
  ),
  cue(
    'forecast',
    '{should,do,must} {i,we} {brace for,prepare for,get ready for,plan for,be ready for,look out for}',
  ),
  cue(
    'goesOn',
    '{give,show,get,send,do,run,pull} {me,us,} {the,} same {thing,again,figures,numbers,question,} {for,in,at}|{run,do,repeat,check} {it,that,this} {for,in,at,again for}|{i want,i need,need,want} the same {thing,} {for,in}',
  ),
  cue(
    'patrol',
    inTurn(
      'where',
      SHOULD,
      'i|i to|we|we to|you',
      'send|put|deploy|station|position|concentrate|direct',
      'the|my|our|some|more|',
      'night|foot|car|extra|',
      'patrols|patrol|units|officers|cars|teams|men',
    ),
  ),
  cue('recent', 'latest|recent|newest|most recent|new ones'),
  cue(
    'happened',
    '{any,the,latest,} {news,word} {from,in,on}|what happened|whats happening|what is happening|what happend|whats going on|what is going on|any news|whats new|what took place|what occurred|wat happened|what went on|what have we got|what do we have|whats up in|wht happened|what was reported|what has happened',
  ),
  cue(
    'happened',
    inTurn(
      'what|wat|wht|whats|whatever|all that|everything that',
      'has been|have been|been|was|is being',
      'going on|happening|taking place|occurring|reported',
    ),
  ),
  cue(
    'happened',
    inTurn(
      'what|wat|wht|wt|whats|wats|whts',
      'happened|happend|hapend|hapened|happnd|hapnd|hapned|happening|happenin|hapening|hapenin|hapning|happning|goin on|goin|went down',
    ),
  ),
  cue(
    'happened',
    inTurn(
      'what|anything|wat',
      'came in|come in|came through|did we get|have we got|did we have|did you get|did we receive|has come in|was received|were the incidents|was there|is new',
    ),
  ),
  cue(
    'anything',
    '{have,has} there been {any,some,more,}|anything|everything|any|are there any|is there any|were there any|has there been any',
  ),
  cue(
    'hotspot',
    'density|{danger,trouble,problem,black,risk,high risk,critical,pressure,crime} {zone,zones,spot,spots,point,points}|{danger,trouble,problem,high risk,hottest,pressure} {area,areas,place,places}|{where is,where are,wheres} {the,our,all the} {trouble,problem,problems,troubles,action}|clustering|clustered|concentrate|concentrates|concentrating|bunching|hotspot|hotspots|hot spot|hot spots|heat map|heatmap|heatmaps|hot areas|hot zones|crime clusters|clusters|cluster|concentrations|concentration|concentrated|hotsopts|danger spots|dense areas|trouble spots|problem spots|hot zone|hotpsots|hospots|red zones|crime density|density map',
  ),
  cue(
    'map',
    'crime map|incident map|put {it,them,this,that} on {a,the} map|on a map|on the map|map|map it|map view|map please|as a map|plot it|show on map',
  ),
  cue(
    'patrol',
    'where should i patrol|where to patrol|where do i patrol|where should we patrol|where should patrols go|where should i go|where should i focus|where should we focus|where to go|patrol suggestions|where should units go|where should i be|where do you want me|best place to patrol|where should i send patrols|where should i send units|where should i park|where should we deploy|where to deploy|suggest patrol|patrol route|patrol plan',
  ),
  cue(
    'patrol',
    `${inTurn('where|wher|whr', SHOULD, '|i|i to|we|we to|you|my team|my patrol|my units|units|patrols|the patrol|officers', 'patrol|go|focus|be|deploy|park|concentrate|be patrolling|be deployed|send units|send patrols|send my team|put patrols|put units')}|${inTurn('best|good|recommended|right|better', 'place|places|area|areas|spot|spots|location|locations|point|points', 'to patrol|for patrol|for patrols|for patrolling')}|${inTurn('best|good|recommended|right|better|ideal', 'place|places|area|areas|spot|spots|location|locations|point|points', 'to|for|for me to|for us to', 'park|parking|station|stationing|put|putting|post|place|placing|position|leave|have|wait|stand|be', '|a|the|my|our', 'patrol|patrols|patrol car|patrol cars|car|cars|unit|units|team|teams|men|vehicle|vehicles')}`,
  ),
  cue(
    'nearMe',
    'near me|around me|nearby|close to me|near by|next to me|in my vicinity|my surroundings|near my location|around my location|near my position|around here|near here|close by|around us|near us|close to my location|by me|of me|from me|of my location|from my location|of my position|of where i am|nearme|arround me|in my area now here|surrounding me|closest to me|nearest to me|within reach',
  ),
  cue(
    'patrol',
    '{where,wher} {should,do,can,must,shall,would} {i,we,you,my team,the team} {need to,have to,want to,} {focus,concentrate,deploy,send,put,direct,place,station} {my,our,the,a,more,} {patrol,patrols,patrolling,unit,units,team,men,officers,cars}|{patrol,patrolling} {recommendation,recommendations,suggestion,suggestions,advice,priorities,focus,points}|{recommend,recommended,advise} {a,the,} {patrol,patrols,patrolling}|{where is,wheres,where would be} {it,} {best,good,better,ideal} to {patrol,go,be,deploy,park}',
  ),
  cue(
    'patrol',
    inTurn(
      'need|needs|require|requires|deserve|lack',
      '|more|a|extra|additional|some|our',
      'patrol|patrols|patrolling|attention|police presence|presence',
    ),
  ),
  cue(
    'nearMe',
    inTurn(
      'at|near|around|close to|next to|by|of|from|nearby|beside|surrounding|near to|close by|within',
      MY_PLACE,
    ),
  ),
  cue(
    'near',
    'near|around|close to|next to|beside|nearest|within|radius|closest|in the vicinity of|not far from',
  ),
  cue(
    'forecast',
    '{will be,is going to be,are going to be,could be,might be} {the,} {risky,riskiest,dangerous,most dangerous,busy,busiest,hot,worst,bad,unsafe,quiet,safe,safest,at risk,hit}|risky|riskiest|at risk|project {the,} {number,numbers,count,level,figures}|forecast|forecasts|predict|prediction|predictions|predicted|projection|projected|outlook|forcast|forecasted|risk|risk level|risk map|likely|probability|expected|expect|anticipate|estimate for|what will happen|how risky|chance of|chances of|going to happen|will there be|forecst|how many will|likelihood|predictive|what to expect|what should i expect|anticipated',
  ),
  cue(
    'trend',
    'chart|charts|graph|graphs|plot of|trend line|trend lines|{pattern,patterns} {of,in,for}|{which way,what direction,which direction,where} {is,are} {it,they,things} {going,heading}|{which way,what direction,which direction,in which direction} {is,are}|heading {up,down,upwards,downwards}|trend|trends|trending|over time|evolution|history of|time series|trajectory|trendline|curve|week by week|month by month|day by day|year on year|pattern over|trned|progression|development of|how has|how have|how is it changing|develop|developed|developing|evolve|evolved|evolving|tendency',
  ),
  cue(
    'series',
    'month by month|week by week|day by day|day on day|each day|per week|per month|per day|weekly|monthly|by the week|week on week|month on month|month over month|week over week|each month|each week',
  ),
  cue(
    'change',
    '{getting,becoming,got,become,gotten} {safer,calmer,quieter,busier,rougher,less safe,more dangerous}|{than,then} {before,usual,normal,earlier,it was}|go up|go down|going down|increasing|increase|increased|decreasing|decrease|decreased|rising|risen|falling|fallen|going up|going down|gone up|gone down|up or down|growing|dropping|dropped|declined|getting worse|getting better|worse or better|better or worse|improving|on the rise|on the decline|rise|rose|went up|went down|more or less than before|higher or lower|changed|changing|picking up|easing|up or dn|climbing|rise|rises|rose|fall|falls|fell|fallen|drop|drops|dropped|climb|climbs|climbed|grow|grows|grew|grown|decreases|increases|surge|surged|surging|spike|spiked|spiking|jump|jumped|shrinking|worsen|worsening|worsened|improve|improved|improves|slow down|slowing down|slowed down|getting higher|getting lower|getting more|getting fewer|become worse|become better|became worse|got worse|got better|gotten worse|gotten better|more than before|less than before|on the increase|on the decrease|up or down',
  ),
  cue(
    'compare',
    'side by side|put together|difference in|differences in|differences between|difference of|how does it compare|how do they compare|compares|compare to|compare|compare with|compare against|comparison|compared|comparing|difference between|compar|comparison between|comparison of|contrast|diff between|stack up|match up|campare',
  ),
  cue(
    'versus',
    '{look,looks,looked,looking,do,doing,did,done,measure up,fare,fared,stand} {against,vs,versus,compared to,compared with,next to}|vs|versus|against|v|compared to|compared with|relative to|v s|or is|worse than|higher than|more than|lower than|less than|better than|safer than|with respect to',
  ),
  cue(
    'most',
    'top|worst|highest|most|ranking|rank|leading|hardest hit|most dangerous|ranked|busiest|biggest|the worst|hottest|worse hit|worst hit|most affected|most crime|max|leaderboard|unsafe|league table|largest number|more crimes',
  ),
  cue(
    'least',
    'safest|lowest|least|fewest|quietest|bottom|calmest|cleanest|safer|least dangerous|least affected|min',
  ),
  cue(
    'whichArea',
    'which area|which areas|what area|what areas|areas with|which district|which districts|which neighbourhood|which neighbourhoods|which neighborhood|which neighborhoods|which place|which places|which governorate|which governorates|what governorate|where are most|where is most|where do most|where are the most|where is the most|where is it worst|what place|which part|which parts|what are the areas|which region|where is the highest|which one is worst',
  ),
  cue(
    'breakdown',
    'break that down|break it down|break this down|break them down|split that|split it|split them|split this|breakdown|break down|broken down|break it down|split|split by|grouped|group|group by|distribution|distributed|divided|by type|categorise|categorize|categorised|segment|segmented|stats by|statistics by|per category|broken by|breakdwn|pivot|sort by|arrange by|brkdown',
  ),
  cue(
    'profile',
    '{what is,whats} known about|what do {you,we,i} {already,currently,} {know,have} about|{a,the} picture of|{security,crime,safety} {situation,picture,state} {in,of,at}|safe|unsafe|dangerous|{brief,short,quick,full} {profile,overview,description,picture} of|{whats,what is,what} it like in|a safe area|safe area|a safe place|a dangerous area|dangerous area|what should i know about|what do i need to know about|what should we know about|what to know about|anything i should know about|give me info about|how is it in|hows it in|overview|profile|area profile|profile of|tell me about|about|overview of|info on|information on|details on|details about|info about|information about|what do you know about|what about the area|describe|background on|facts about|area info|situation in|how is|hows|how safe is|is it safe in|what is it like in|whats it like in|give me info on|tell me more about|area summary|snapshot of',
  ),
  cue(
    'briefing',
    'what {did,have} {i,we} {miss,missed}|how did the {night,day,shift,weekend,week,morning,evening} go|how was the {night,shift,day,weekend}|status report|{bring,get} me up to {date,speed}|fill me in|{whats,what is,hows,how is} the {situation,picture,overall situation,general situation}|{end of,start of,beginning of} {shift,day,week,duty} {report,brief,briefing,summary}|overall picture|general picture|the big picture|state of play|morning briefing|evening briefing|morning brief|daily briefing|weekly briefing|weekly summary|daily summary|briefing|brief|briefings|summary|sitrep|sit rep|situation report|summarise|summarize|digest|recap|roundup|round up|rundown|run down|debrief|brief me|daily report|weekly report|morning report|shift report|sum up|handover|hand over|sumary|executive summary|situation update|summry|catch me up|bring me up to speed|wrap up of',
  ),
  cue(
    'crime',
    'crime|crimes|incident|incidents|case|cases|reports|offence|offences|offense|offenses|complaints|felonies|misdemeanours|misdemeanors|crme|incidnts|inicdents|incidnt|police reports|criminal activity|reported incidents|crime rate|violations|criminality|incidents reported|cases reported|crime stats|incdents',
  ),
  cue(
    'howMany',
    'headcount|head count|{need,want,get me,give me,gimme} {the,a} {figure,number,count,total,tally}|{the,a} {figure,number,tally} please|{did,have} {we,you,they} {log,logged,record,recorded,register,registered,book,booked} any',
  ),
  cue(
    'happened',
    '{anything,something,much,what} {go,went,gone,going,goes} {down,off}|{anything,something,whats,what is,whatever} {kicking,kicked,popping,cooking,brewing} {off,up,}|{anything,something} {kick,kicked,pop,popped} {off,up}|any {trouble,action,activity,developments}',
  ),
  cue(
    'forecast',
    '{are,should} {we,i,you} {be,} {expecting,bracing for}|{what,how many,how much} {to,can we,should we,might we,are we} {expect,expecting}|{predict,project,forecast,estimate,extrapolate} {it,this,that,them}|in the {pipeline,coming days}',
  ),
  cue(
    'profile',
    '{what,which} {sort,kind,type} of {place,area,neighbourhood,neighborhood,district,town} is|{know,knows,knew} {nothing,little,not much} about|fill me in on|{i was,i am,im,ive,i have,ill be,i will be,we are} {just,newly,recently,} {been,} {posted,transferred,moved} {to,in,here,there}|{tell,brief,teach} me {a bit,a little,something,more,all,everything} {about,on}|info',
  ),
  cue(
    'most',
    '{giving,causing,gives,causes,having,has} {the,} {maximum,most,more,greatest,biggest} {trouble,problems,headache,headaches,incidents,cases}|{heavier,heaviest,busier,worse}',
  ),
  cue('whichArea', '{which,what} {localities,locality,sectors,sector,zones,zone,suburbs,suburb,towns,town}'),
  cue(
    'breakdown',
    '{breakup,break up,bifurcation,split up,splitup} {of,by,}|{area,governorate,block,offence,crime,type,hour,day,month,week} wise',
  ),
];
