import { type Entry, inTurn, words } from '../chart/lexicon.js';
import type { Cue } from '../intent/cue.js';

const cue = (name: Cue, phrases: string, score = 0): Entry => words('cue', name, phrases, score);

/** So low that it explains no word: the offence that its last word is ("someone stole") stays one. */
const NO_PART = -20;

/** Words of command: reports, tasks, alerts and subscriptions. */
export const actWords: readonly Entry[] = [
  cue(
    'report',
    '{weve,ive,we have,i have} got {a,an}|we got {a,an}|{just,ive just,i have just,we just} {saw,seen,witnessed,spotted,caught,found}|there was a|there was an|there is an|theres an|we have an|we got a|report|i want to report|i need to report|reporting|log|record|file a report|new incident|there is a|theres a|there has been a|i just saw|i saw|i witnessed|we have a|i have a|just witnessed|register|i would like to report|log an incident|report a|report an|submit a report|file|happening now|in progress now|just happened|log a|id like to report|new report|add incident|there was just|someone is|somebody is|i am at the scene of|record a|enter a|reprt|raport',
  ),
  cue(
    'report',
    inTurn(
      'someone|somebody|a man|a guy|a woman|two men|men|some guys|three men|a group',
      'just|has just|have just|is|are|has|have|was|were',
    ),
  ),
  cue(
    'report',
    inTurn(
      'someone|somebody|some people|a man|a guy|a woman|two men|three men|four men|men|some guys|youths|a group|a gang|thieves|a thief|they',
      '|just|have just|has just',
      'broke into|broke in|stole|snatched|attacked|robbed|assaulted|stabbed|vandalised|vandalized|smashed|threatened|beat|set fire to',
    ),
    NO_PART,
  ),
  cue(
    'assign',
    '{create,add,make,open,raise,issue,log,set up,prepare} {a,an,one,the,} {new,urgent,high priority,low priority,normal priority,top priority,medium priority,priority,quick,routine} {task,job,assignment,mission}|{new,urgent,high priority,low priority,top priority} {task,job,assignment,mission} {for,in,at}|{schedule,book,arrange,organise,organize,plan} {a,the} {patrol,foot patrol,checkpoint,visit,inspection,night patrol}|assign|allocate|delegate|dispatch|give task|assign a task to|give a task to|create a task for|create task|new task|create a task|add task|add a task|assign task|make a task|deploy|set a task for|asign|assgin|reassign',
  ),
  cue(
    'order',
    'move|station|relocate|send|tell|ask|order|have|put|hand|give|get|instruct|direct|detail|task',
  ),
  cue('task', 'task|tasks|job|jobs|assignment|assignments|duty|duties|mission|missions|work items|tsk'),
  cue(
    'taskList',
    '{whats,what is,what was,what has been,anything,everything,whatever} assigned to|what {do,have} i {still,} {have,got,have got} {left,} {to do,on}|{what is,whats,what,anything} {still,} left {for me,} {to do,}|what {else,} {do,should} i {need to,have to,} do {next,now,}|whats on my {list,plate,agenda,schedule,todo list,to do list}|what is on my {list,plate,agenda,schedule}|{show,list,give} {me,} {everything,all,anything,whatever} {outstanding,pending,overdue,unfinished}|my tasks|list tasks|show tasks|tasks list|task list|list my tasks|show my tasks|what are my tasks|my jobs|my assignments|my duties|all tasks|open tasks|pending tasks|overdue tasks|tasks assigned to|tasks for|tasks of|what do i have to do|what should i do today|whats on my plate|my work|my todo|do i have any tasks|any tasks|any tasks for me|what tasks do i have|team tasks|tasks due|tasks overdue|whats assigned to me|what am i assigned|anything for me to do|what have i got to do|what is left for me|whats left for me|what is left to do|whats left to do|what else do i have to do|whats next for me|anything due|whats due|what is due|anything due for me|is anything due|anything pending|anything outstanding|anything overdue|anything assigned to me|whats pending|what is pending|whats overdue|what is overdue|whats outstanding|what is outstanding|do i have anything|have i got anything|tasks for my team|tasks of my team|my teams tasks|tasks for the team|outstanding tasks|unfinished tasks|completed tasks|which tasks|what tasks|tasks',
  ),
  cue('mine', 'my|mine|i have|do i have|assigned to me|for me'),
  cue(
    'accept',
    'count me in {for,on,}|accept|accepted|approve|approved|accepting|i accept|take|ill take|i will take|i take|ok accept|acept|taking|i got task|roger task|confirm task|agree|will do|on it|ill do|i will do|ill handle|i will handle|accpet|take on|got it',
  ),
  cue(
    'start',
    '{en route,enroute,on route} {to,for,}|{on my,on the,on our} way|{i,im,i am,we are} {heading,going,moving} there|start|started|starting|begin|began|beginning|i started|in progress|on my way|on the way|en route|omw|heading|heading out|heading there|im on|i am on|underway|commence|commencing|moving on|proceeding|strt|working on|i began|arrived|on site|on scene|enroute|set off|got going on|going to',
  ),
  cue(
    'complete',
    'closing|wrapping up|{task,tasks} {is,are} {done,complete,completed,finished,closed}|done|complete|completed|finished|finish|close|closed|accomplished|dne|donee|finalised|finalized|all done|wrapped up|completed task|done with|mark done|mark as done|mark complete|mark as complete|mark as completed|sorted|resolved|finishd|concluded|compleated|completd|finnished',
  ),
  cue(
    'decline',
    'no to|to {someone,somebody,anyone,another officer} else|{not,im not,i am not} {available,free} for|unavailable for|{wont,will not} be able to {do,take,make,handle}|decline|declined|declining|reject|rejecting|rejected|refuse|refusing|turning down|cant do|cannot do|cant take|can not do|unable to do|unable to take|i cant|i cannot|not able to|wont do|will not do|im not able to|pass on|turn down|not taking|decln|cant accept|cannot accept|not accepting|cant make it|{cant,cannot,wont} {make,manage,cover,attend,get to}|too busy for|declne',
  ),
  cue(
    'ack',
    'confirm {receipt of,receiving} {the,} {alert,}|receipt confirmed|got alert|got alerts|got your alert|read alert|noticed|have seen alert|ack|received|recieved|acknowledge|acknowledged|acknowledging|copy|copy that|received alert|roger|acked|akn|noted|seen|i see the alert|confirm alert|ak|ack alert|got the alert|i got the alert|roger that|10 4|understood alert|i have seen|saw the alert|acknowlege|aknowledge',
  ),
  cue('alert', 'alert|alerts|alarm notification|warning|warnings|notification|notifications|alrt|alret'),
  cue(
    'subscribe',
    '{i want,i need,id like,i would like,want,like} to {get,receive,have,be sent} {alert,alerts,notification,notifications,updates,briefings,messages,the briefing,the alerts,the alert,a briefing}|{start,begin,resume} {the,my,a,} {daily,weekly} {briefing,briefings,summary,summaries,alerts,report,reports,updates}|put me down for|subscribe|sign me up|subscribe me|sub|sign up|register me|notify me|alert me|keep me posted|keep me informed|keep me updated|enrol|enroll|turn on|enable|activate|send me every|send me daily|send me weekly|add me to|start sending|let me know when|let me know if|inform me|update me|subscrib|subcribe|ping me|opt in to|opt me in|i want to receive|i want to get|sunscribe|follow|i want alerts|set up alerts|set up|put me on',
  ),
  cue(
    'unsubscribe',
    `${inTurn('cancel|stop|end|terminate|drop|remove|delete|quit', '|my|the', 'hotspot|hotspots|briefing|briefings|brief|alert|alerts|daily|weekly|daily briefing|weekly briefing|daily brief|weekly brief|daily hotspots|weekly hotspots|daily alerts|weekly alerts|summary|daily summary|weekly summary', 'subscription|subscriptions')}`,
  ),
  cue(
    'unsubscribe',
    '{end,stop,cancel,terminate,drop} {my,the,all my,} {subscription,subscriptions} {to,for,}|unsubscribe|unsubscribe me|unsub|cancel subscription|cancel my subscription|no longer want|no longer need|dont need|do not need|do not want|dont want|dont want any more|no need for|stop sending|stop sending me|stop notifying|stop notifying me|stop alerting me|stop the alerts|stop alerts|no more|turn off|disable|deactivate|opt out|opt me out|remove me from|take me off|dont send me|do not send|do not send me|i dont want|mute|stop the|stop my|stop daily|stop weekly|stop briefing|stop briefings|stop hotspot|stop hotspots|dont send|quit sending|unsubscrbe|end subscription|unfollow|cancel alerts|cancel my alerts|cancel the daily|cancel daily|cancel the weekly|cancel weekly|cancel the briefing|cancel my briefing|stop all|cancel subscriptions',
  ),
  cue(
    'accept',
    '{happy,glad,willing,ready} to {take,do,handle,accept,have,cover} {on,}|{ill,i will,let me,i can} {pick up,grab,cover} {it,that,}|put me down for {task,job}|consider it mine|{its,that is,thats} mine',
  ),
  cue(
    'start',
    '{kicked,kicking,kick} off|{getting,get,got} {going,stuck in} {on,with,}|{cracking,pressing} on with|{making,made} a start on',
  ),
  cue(
    'complete',
    '{done,over} {n,and,an} {dusted,done with}|{tied,polished,signed,ticked,finished,wrapped} {up,off}|{all,} {squared away,taken care of,dealt with,sorted out}|job done|{put,ticked} to bed',
  ),
  cue(
    'decline',
    '{dont,do not,never,cannot,cant,stop} {send,sending,move,put,post,station,deploy} {me,us} {back,out,over,again,} {there,anywhere,to,on,into,alone}|{have to,need to,going to,must,gonna,will,ill,wanna} {say no,pass,decline,refuse} {to,on,}|saying no to|{turning,turned} down|{passing,passed} on|{turn,pass} {it,that,this,these,them} down',
  ),
  cue(
    'assign',
    'allot|allotted|allotting|earmark|appoint|entrust|{hand,give,pass} {over,out} {a,the} {task,job}|{put,get} {someone,somebody} on',
  ),
  cue(
    'unsubscribe',
    '{remove,take,drop,get} {me,us,my number,my name,my phone} {off,from,out of}|stop {sending,texting,messaging,giving,emailing} {me,us} {the,any,all,all the,}|{dont,do not} {text,message,email} {me,us}',
  ),
];
