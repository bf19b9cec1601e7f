import { type Entry, inTurn, words } from '../chart/lexicon.js';
import type { Cue } from '../intent/cue.js';

const cue = (name: Cue, phrases: string, score = 0): Entry => words('cue', name, phrases, score);

/** Words about the bot itself, courtesies, and what it declines. */
export const serviceWords: readonly Entry[] = [
  cue(
    'help',
    'what can {i,we,one} do {here,with this,with you,with it,}|how {do,can,should,to} {i,we,you,} {ask for,ask about,ask,request,use,subscribe,subscribe to,unsubscribe,assign,report,accept,complete,decline,change,see my,get a,get the,get}|help|what questions can you answer|what questions can i ask|what kind of questions|what kinds of questions|what topics|what else can i ask|what all can i ask|what am i allowed to ask|what are you programmed to do|what can you tell me|what do you know|what kind of information|what kinds of info|what sorts of tasks can you do|what subjects|which subjects|what are you familiar with|commands|command list|what can you do|how does this work|how do i use|how do i use this|menu|options|instructions|guide|usage|manual|what can i ask|what can i ask you|what do you do|what are your functions|how to use|how do i report|how can i report|how to report|how do i subscribe|how can i subscribe|how do i assign|how do i accept|how do i ask|how do i get|how do i close|what are you able to do|show commands|list of commands|hlp|help me|i need help|what are the commands|available commands|what else can you do|how can you help|what are your capabilities|what features|show me what you can do|what can u do|helpp|tutorial|assist me|can you help me|can you help|could you help|could you help me|i could use some help|need some help|need help|assistance|instruct me|examples',
  ),
  cue(
    'language',
    'language|lang|your language|the language|change language|talk|respond to me in|reply to me in|answer me in|switch to|switch language|set language|set language to|speak|talk in|reply in|answer in|respond in|use|change to|write in|talk to me in|lang|change the language|in english please|change language to|communicate in|converse in|chat in|continue in|translate to|messages in',
  ),
  cue(
    'whoami',
    '{what,which} {am i,i am} {allowed,permitted,authorised,authorized,cleared} to {see,do,access,use,view}|{what,which} {area,areas,governorate,zone,sector,station} {am i,i am,do i} {assigned to,responsible for,in charge of,cover,covering,on}|who am i|whoami|my name|say my name|call me|you call me|name you have for me|name do you have for me|name saved for me|address me|know me by|my role|my profile|what is my role|whats my role|my permissions|my id|who do you think i am|what are my permissions|what is my name|whats my name|am i registered|what access do i have|my access|my access level|do you know me|do you know who i am|what can i access|my rank|which user am i|what name do you have|what do you call me|what role do i have|do you know my name|my user|my registration|logged in as',
  ),
  cue(
    'whoami',
    inTurn(
      'what|which|whats|what is|tell me',
      'role|rank|name|access|permissions|rights|profile|user',
      'do i have|am i|have i got|are mine|have i|is mine',
    ),
  ),
  cue(
    'whoami',
    `${inTurn('what|which|whats', 'account|user|role|rank|number|name|profile|phone|phone number|email', 'am i|i am|im|is this', 'registered|logged in|signed in|signed up|known|listed|saved|connected', '|under|with|as|by|on|in')}|${inTurn('show|view|see|check|give|show me|what is|whats|what are|', 'my account|my user|my profile|my registration|my', 'details|info|information|data', '|please')}|${inTurn('whats|what is|what', 'my role|my rank|my access|my account', 'in the system|here|in this system|in the bot|on this system|in khareetaty|on here')}|${inTurn('what|which|whats|under what|under which', 'rank|role|name|access|number|user|account|profile', 'do you|have you|does the system|does the bot|does it', 'have|got|hold|keep|know|list|see|show|store', '|for', 'me|me down|me listed|me registered|me saved|me recorded', '|as|by|under|for')}|${inTurn('what', 'role|permissions|access|rights|rank', 'does my account|does my user|does my number', 'have')}|{who am i,am i,i am} {logged in,signed in,registered} as|{am i,i am} {an officer,a supervisor,a commander,an analyst} or {an officer,a supervisor,a commander,an analyst} {here,}|which account is this`,
  ),
  cue('help', 'how {does,do} {this,the,it,your} {bot,thing,system,service,app,tool,} work'),
  cue(
    'status',
    '{system,bot,service,server} status check|status check|{bot,system,service,server,} are {u,you} {working,up,running} or {down,not,dead}|{bot,system,service,server} {working,up,running} or {down,not,dead}',
  ),
  cue(
    'whoami',
    '{what,which} {am i,i am,alerts am i,messages am i} {subscribed to,getting,receiving,signed up for}|{list,show,show me,see,view,give me,what are,whats in,} my {subscription,subscriptions}|{am i} subscribed {to anything,to something,}|{what,which} {alerts,messages,briefings} {do i,will i,am i} {get,receive,getting,receiving}',
  ),
  cue(
    'whoami',
    '{remind,tell} me {what,which} {account,user,name,role,profile} {am i,i am,im} {logged in,signed in,registered} {with,as,under}',
  ),
  cue(
    'status',
    '{what time,when} was the {last,latest} {update,refresh,sync,load}|{last,latest} {update,refresh} time|time of {the,} last update|last updated when|u up|r u up|still there|system up|bot up|service up|is it up|is it working|you up|all systems ok|any outage|everything up|all ok with the system|status|system status|are you up|are you online|are you working|are you there|ping|health|is the system up|is the system working|system health|uptime|are you alive|is the bot working|server status|last update|last updated|data freshness|how fresh is the data|is the system down|when was the data updated|are you down|is the service up|bot status|when was the last update|when was the data last updated|when did the data update|how old is the data|is the data fresh|when was it last updated|is everything working|is the bot up|u there|you there|online|data status|up to date|is the data up to date|are you running|service status|system ok',
  ),
  cue(
    'status',
    `${inTurn('when was|when were|when did|how recently was|how recently were', 'the data|the database|data|the figures|the numbers|the records|the system|the feed', 'last updated|last refreshed|updated|refreshed|last loaded|loaded|last imported|last synced|synced|last update|last refresh|update|refresh|last sync')}|${inTurn('how', 'old|fresh|current|recent|up to date', 'is|are', 'the data|the figures|the numbers|this data|your data')}|${inTurn('is|are', 'the data|the figures|the numbers|your data|your figures', 'current|fresh|live|up to date|recent')}`,
  ),
  cue(
    'feedback',
    '{cant,cannot,cant possibly} be {right,correct,true,accurate}|{doesnt,does not,dont,do not} {look,seem,sound} {right,correct,accurate,true}|{doesnt,does not,dont,do not} add up',
  ),
  cue(
    'feedback',
    '{bad,poor,useless,terrible,silly,stupid} {answer,reply,result,response}|{seems,seem,looks,look,sounds,is,are} {way,far,much,} too {low,high,small,big,many,few}|feedback|numbers are wrong|figures are wrong|number is off|suggestion|complaint|comment|i have a suggestion|that was wrong|that is wrong|thats wrong|wrong answer|wrong result|incorrect|not correct|good bot|bad bot|great job|good job|well done|great work|not helpful|very helpful|useless|this is wrong|that answer was|your answer was|that was helpful|that wasnt helpful|the map is wrong|the number is wrong|i have feedback|bug|bug report|report a bug|report a problem with the bot|rate|nice work|excellent work|awesome work|that is not right|thats not right|this isnt right|inaccurate|not accurate|not what i asked|i like this|i dont like this|too slow|bot is slow|the bot is|this bot is|love this',
  ),
  cue(
    'feedback',
    inTurn(
      'numbers|figures|counts|results|map|data|answer|answers|number|figure|count|result|information|statistics|stats',
      '|you gave me|you gave|you showed|you showed me|you sent|you sent me',
      'is|are|was|were|look|looks|seem|seems|must be',
      'wrong|incorrect|off|not right|not correct|inaccurate|outdated|strange',
    ),
  ),
  cue(
    'feedback',
    inTurn(
      'are|is|was|were|look|looks|seem|seems|must be',
      'wrong|incorrect|not right|not correct|inaccurate',
    ),
  ),
  cue(
    'undo',
    '{undo,revert,reverse,roll back,rollback,take back,cancel,delete,remove,withdraw} {the,my,that,this,} {last,latest,previous,most recent} {action,change,step,thing,command,entry,update,one,message,move,request,operation,task,report,assignment} {i did,i made,i sent,i assigned,i created,i gave,i reported,i entered,}|{undo,revert,reverse,roll back,take back,cancel,withdraw,delete,remove,erase} what {i,ive,i have} {just,} {did,done,sent,entered,changed,said}|{revert,reverse,rollback,undo} {it,that,this}|pressed the wrong {one,button}|{wrong,mistaken} {entry,button,tap,click}|{mistake,my mistake,typo,oops,sorry,my bad} {undo,revert,take it back,reverse} {it,that,this,}|undo|undo that|revert|take that back|roll back|rollback|undo last|undo it|undo the last|reverse that|i didnt mean that|i did not mean that|i take that back|reverse it|that was a mistake|i made a mistake|by mistake|undo last action|delete my last|cancel my last|cancel the last|remove my last|remove what i just|cancel what i just|scratch my last|withdraw my last|withdraw that',
  ),
  cue(
    'cancel',
    '{please,} {dont,do not} {save,send,submit,create,record,file,log,post,assign,add,keep,register} {it,that,this,them,the report,the task,the message,anything,}|cancel|forget what i told you|forget what i said|cancel the last input|dont talk anymore|stop the conversation|stop talking|be quiet|stop what youre doing|stop what you are doing|stop speaking|end the current process|abort the current process|stop the process|scrap|dont talk|stop talking to me|quiet|hush|cancel the task|ignore the previous command|never mind|nevermind|forget it|stop|abort|drop it|leave it|forget that|nvm|dont bother|scrap that|cancel that|cancel it|skip it|disregard|ignore that|no thanks|cancl|exit|quit|stop that|scratch that|discard|cancel request|forget about it|ignore|dismiss|never mind that|let it go|dont do it|dont do that|hold off|belay that|strike that',
  ),
  cue(
    'greeting',
    '{hi,hello,hey,good morning,good afternoon,good evening,good day,morning,evening,greetings,salam,salaam,dear} {to all,to everyone,team,everyone,everybody,all,guys,folks,officers,colleagues,sir,madam,boys,brothers,friends,boss,chief,bot,there all}|salam|hi|heyo|hola|how you are doing|how youre doing|how ya been|howve you been|how is it hanging|hows it hanging|are you doing alright|are you ok|are you well|is everything ok|hello|hey|good morning|good afternoon|good evening|good day|greetings|salam|salaam|hi there|hello there|hey there|morning|evening|yo|howdy|hiya|how are you|how are you doing|how do you do|whats up|sup|good to see you|nice to meet you|how is it going|hows it going|how are things|how have you been|hows your day|how is your day|hallo|helo|assalamu alaikum|asalam alaikum|salam alaikum|as salam alaikum|hows everything|hows life|how you doing|gm|how was your day|hows your day going|pleased to meet you',
  ),
  cue(
    'thanks',
    '{thats,that is,that will be,thatll be} {all,it,everything} {for now,for today,i needed,i need,from me,thanks,thank you,}|{no more questions,nothing else,nothing more} {for now,thanks,thank you,}|thanks|helped me|big help|thank you|thx|thank u|ty|cheers|appreciated|much appreciated|appreciate it|many thanks|tnx|thnx|thanks a lot|i appreciate|grateful|thanx|tks|thankyou|thanks so much|thankful|i appreciate it|im grateful|thank|appreciate|gracias|much obliged|glad you',
  ),
  cue(
    'yes',
    'yes|yeah|yep|yup|ok|okay|sure|confirm|confirmed|correct|go ahead|right|affirmative|do it|yea|yes please|exactly|proceed|send it|thats right|y|k|of course|please do|indeed',
  ),
  cue('no', 'no|nope|nah|negative|not that|not now|dont|n'),
  cue(
    'correction',
    '{widen,expand,extend,increase,enlarge,narrow,reduce,shrink,decrease,broaden,change,set} {it,this,that,the radius,the search,the circle,the range,the distance,the search radius,search} {out,down,up,} {to,}|stretch {that,this} {out,} to|{bring,cut,stretch,push,take} {it,the radius,the search,the circle,the range} {out,down,up,in,} {to,}|{widen,expand,extend,narrow} to|i meant|i mean|no i meant|not that|sorry i meant|i said|actually|correction|wider|narrower|further out|make it|make that|change it to|change that to|no i said|sorry|instead|rather|oops|i wanted|should be|wait',
  ),
  cue(
    'personal',
    '{name,names,identity,identities,address,phone,number,photo,photos,picture,details} of {the,a,any,all,that,this,} {burglary,theft,robbery,assault,fraud,drug,murder,} {suspect,suspects,victim,victims,witness,witnesses,accused,offender,offenders,thief,thieves,robber,robbers,culprit,driver,owner}|wanted for|wanted by the police|phone number|civil id|civilid|address of|home address|where does|who lives|who owns|owner of|plate number|licence plate|license plate|plate no|criminal record|personal details|personal data|date of birth|nationality of|arrest record|is he wanted|wanted person|passport number|who is the owner|background check|look up person|run a check on|track the phone|whose car|his file|her file|car plate|look up plate|look up the plate|look up this plate|check plate|check the plate|check this plate|run plate|run the plate|run this plate|search plate|find plate|trace plate|trace the plate|who lives|who lives in|who is living|vehicle registration|id number|name of the suspect|names of suspects|suspect name|who reported|victim name|names of victims|name of the victim|who was arrested|who is the suspect|who is the victim|who committed|who did it|witness names|who stole|mobile number|phone of',
  ),
  cue(
    'kindOfPeople',
    '{by,are} {the,} {egyptians,indians,pakistanis,bangladeshis,filipinos,syrians,iranians,iraqis,jordanians,lebanese,yemenis,sri lankans,nepalis,africans,asians,arabs,kuwaitis,saudis,bedoon,bidoon,bedoons,bidoons,expats,expatriates,foreigners,immigrants,migrants,nationals,citizens,residents,women,men,females,males,juveniles,minors,teenagers,youths,young people,muslims,christians,shia,sunnis}|by nationality|nationality of|per nationality|by gender|by sex of|by religion|by age of',
  ),
  cue(
    'whoami',
    '{what,which} {rights,role,rank,permissions,access} {do,have} {i,we} {have,got} {in,on,with} {this,the,your} {system,bot,app,service,platform}|{which,what} {user,account,profile,name} am i {on,in,under,with} {this,here,the}',
  ),
  cue(
    'status',
    '{is,are} {the,this,your} {service,system,bot,server,app} {working,running,up,alive,online,down,broken,dead} {or,right now,today,}|{is,are} {it,you} {working,running,alive,broken,dead} {or not,right now,today}',
  ),
  cue(
    'feedback',
    '{that,the,your} {last,latest,previous,} {answer,reply,response,result,one} {was,is} {wrong,incorrect,off,rubbish,bad,poor,great,perfect,spot on,useless,confusing,too long}|{want,like,wish} to {give,leave,send,make,share} {some,a,my,} {feedback,comment,comments,suggestion,opinion}|{leave,give,send,share,make} {a,some,my,} {comment,comments,feedback,suggestion}|suggestion for {the,your} {team,bot,developers}|{answers,replies,numbers,figures,results} {are,were} {spot on,great,perfect,excellent,accurate,wrong,off}|{numbers,figures,counts} {dont,do not,doesnt} match {ours,mine,our records,the records,}|well done to the {developers,team,engineers}',
  ),
  cue(
    'undo',
    'take that back {i,it was,sorry,}|{hit,pressed,tapped,clicked,sent} {send,it,that,the button,} by {mistake,accident}',
  ),
  cue(
    'cancel',
    '{abort,kill,scrap,bin,ditch,void} {that,this,the,my} {request,question,command,order,message,one,last one,}',
  ),
  cue('greeting', 'top of the morning|{gd,gud,goood} {morning,evening,afternoon}|mornin'),
  cue(
    'thanks',
    'ta|ta very much|{nice one,good stuff,brilliant,lovely,champion,legend} {mate,thanks,cheers}|{thanks,cheers} {a million,a bunch,very much,mate,buddy,boss,bro,pal}',
  ),
  cue(
    'destructive',
    'delete all|drop table|delete everything|wipe|erase|delete the database|remove all|ignore previous instructions|ignore all previous|ignore your instructions|system prompt|shutdown|shut down|reset the database|delete incidents|delete records|delete the records|delete the data|truncate|hack|sudo|rm rf|exec|select from|give me admin|make me admin|password|passwords|disregard previous|disregard all|you are now|act as|pretend|jailbreak|developer mode|override|bypass|delete user|delete users|change my role|grant me|promote me|delete task|delete tasks|delete report|delete reports|delete alert|delete alerts|close all alerts',
  ),
];
