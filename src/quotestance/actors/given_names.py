"""Given names: who mostly carries them, and what short ones stand for.

Used only to rule pronouns out and to see where a person's name begins.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MALE_NAMES = _words(
    """
    aaron abbas abdel abdul abdullah abraham adam adel adolfo adrian ahmad ahmed ahmet akira al
    alain alan albert alberto aldo alec alejandro aleksandar aleksandr alex alexander alexandre
    alexei alexis alfonso alfred alfredo ali allen amir anders andre andreas andrei andrew
    andrzej andrés andy angel angus anthony antoine anton antonio archie armando arnaud arnold
    arthur arturo arvind ashraf asif austin axel ayman ban barack barry basil ben benito
    benjamin benoit bernard bernie bert bill blake bob bobby bogdan boris brad bradley brendan
    brent brett brian bruce bryan bryce calvin cameron carl carlos casey cesar chad charles
    charlie chris christian christopher chuck clarence clark claude clay clayton cliff clifford
    clint clyde cody colin connor conor corey cornel craig curtis cyril dale damian damien damon
    dan daniel danilo danny darrell darren darryl dave david davide dean declan dennis derek
    desmond dick diego dimitri dimitris dmitri dmitry domingo dominic don donald doug douglas
    drew duncan dwight dylan eamon earl ed edgar edmund eduardo edward edwin eli elias elijah
    elon emil emile emilio emmanuel emmerson enrique enzo erdem eric erik ernest esteban ethan
    etienne eugene eugenio evan fabian fabio faisal farid felipe felix ferdinand fernando fidel
    finn florian floyd francis francisco franco frank fred freddie frederick gabriel garrett
    gary gaston gavin gene geoff geoffrey georg george georges gerald gerard gerhard gerry
    gianni gilbert gilles giorgio giovanni giuseppe glen glenn gonzalo gordon graham grant greg
    gregory guido guillermo gus gustavo guy hakim hal hamid hamza hank hans harold harry haruto
    harvey hasan hassan hector heinrich helmut henri henry herbert herman hiroshi horacio howard
    howie hubert hugh hugo hussein ian ibrahim ignacio igor ilya imran isaac ismael ismail
    israel ivan ivo jack jacob jaime jair jake jakob jakub jalal james jamie janusz jared
    jaroslav jason javad javier jay jean-claude jean-marc jean-pierre jeff jeffrey jens jeremy
    jerome jerry jerzy jesus jim jimmy jiri joachim joao joe joel joey johan johannes john
    johnny jon jonah jonas jonathan jordan jorge jose josef joseph josh joshua josé juan juha
    julian julio jurgen justin kamal kareem karim karl karol keith kelvin ken kenji kenneth
    kevin khalid kim klaus knut konstantin krzysztof kurt kweisi kyle lamar lance larry lars
    laurent lawrence lech lee leif leo leon leonard leonardo leonid leroy levi lewis liam
    lindsey lionel lloyd logan lorenzo lou louis luca lucas ludwig luis luiz luke maciej mahmoud
    majid malcolm manfred manuel marc marcelo marcin marco marcus marek mario mark markus
    marshall martin marvin mason massimo mateusz mathias matt matteo matthew maurice mauricio
    max maxim mehmet mel melvin mervyn micah michael micheal michel miguel mihai mike mikhail
    milan milos mitch mitchell mohamed mohammad mohammed morris moses muhammad murray mustafa
    mykola nabil naftali narendra nasser nathan ndabaningi ned neil nelson niall nicholas nick
    nico nicolas niels nigel nikolai nils noah noel norman olaf oleg oliver olivier omar omari
    orlando osama oscar oskar otto owen pablo pascal pat patrick paul pavel pawel pedro percy
    perry pervez peter petro phil philip philippe pierre piotr preston quentin rafa rafael rahul
    rajesh ralph ramesh ramon ramzan randy rashid raul ray raymond recep reggie reinhard rene
    rex reza rhys ricardo richard rick rico rishi rob robert roberto rodney rodrigo roger roland
    rolando roman romano ron ronald rory ross rowan roy ruben rudy rufus rupert russell ryan
    sadiq sajid salman salvador salvatore sam samir samuel sanjay santiago scott scottie sean
    sebastian serge sergei sergey sergio seth shane shaun sidney siegfried sigmund silvio simon
    spencer stan stanley stavros stefan stefano sten stephen steve steven stuart sunil sven taha
    takeshi tariq tayyip ted teddy terrence terry theo theodore thomas tim timothy tobias toby
    todd tom tomas tomasz tommy tony torsten travis trevor troy tyler umberto usman uwe vaclav
    vasily vicente victor vijay vikram viktor vincent vinod vitaly vito vivek vladimir volodymyr
    wade waleed wallace walter warren warwick wayne wendell werner wesley wilhelm will william
    wilson winston wolf wolfgang xavier xi yair yasser yevgeny yitzhak yosef youssef yuri yuriy
    yusuf zachary zbigniew zeljko zhenya ziad zoran
    """
)
FEMALE_NAMES = _words(
    """
    abigail adelaide adele adriana agatha agnes agnieszka aileen aimee aisha alana aleksandra
    alexa alexandra alexandria alice alicia alina alison allison alma alyssa amal amanda amelia
    amina amira amy ana anastasia andrea angela anika anita anja ann anna anne anneliese annette
    annie annika antoinette antonia april aretha ariana arlene ashley astrid audrey aung ava
    ayanna barbara barbra beata beatrice becky bella bernadette bernice bertha beth bethany
    betsy betty beverly bianca bonnie brenda brianna bridget brigitte britney bronwyn caitlin
    camila camille candace cara carina carla carly carmen carol carole caroline carolyn carrie
    cassandra catalina catherine cathy cecile cecilia celia chantal charlene charlotte chelsea
    cherie cheryl chiara chloe christa christina christine chrystia cindy claire clara clarissa
    claudia claudine colleen connie constance coretta courtney cristina cynthia dagmar daisy
    dana daniela danielle daphne darlene dawn debbie deborah debra delia denise desiree diana
    diane dina dolores dominique donna dora doreen doris dorothy ebony edith edna eileen
    ekaterina elaine eleanor elena elin elina elisa elisabeth elise elizabeth elke ellen ellie
    eloise elsa elvira emilia emilie emily emma erica erika erin erna ernestine estelle esther
    ethel eugenia eunice eva evangeline evelyn fabiola faith farah fatima faye felicia fiona
    florence fran frances frida gabriela gabrielle gail galina genevieve georgia georgina
    geraldine gillian gina ginny gisele gladys glenda gloria grace greta guadalupe gudrun gwen
    gwyneth hana hanna hannah harriet hazel heather hedwig heidi helen helena helga henrietta
    hilda hillary holly hope ida ilona imelda imogen inez ingeborg ingrid irene irina iris irma
    isabel isabella isabelle ivana ivanka ivy jacinda jacqueline jacquelyn jahana jamila jan
    jane janet janice janina jasmine jayne jean jeanette jeannie jenna jennifer jenny jessica
    jessie jill jillian joan joann joanna joanne jocelyn jodie johanna josefina josephine josie
    joy joyce juana juanita judith judy julia juliana julianne julie juliet june justine kaitlyn
    kaja kamala karen karin karina karine karla katarina kate katherine kathleen kathryn kathy
    katie katja katrina kay kaya keiko kelly kerri kerstin khadija kim kimberly kirsten kirsty
    kristen kristin kristina krystyna laila larissa latoya laura lauren leah leila lena leonora
    leslie leticia lilian lillian lily lina linda linnea lisa lisbeth livia liz lois lorena
    loretta lorna lorraine louisa louise lucia luciana lucille lucy luisa lydia lynn lynne mabel
    madeleine madeline magdalena maggie maja malala malgorzata mandy manuela mara marcela marcia
    margaret margarethe margarita margot maria mariana marianne maricela marie marilyn marina
    marine marisa marjorie marta martha martina mary matilda maureen maxine maya mayra meera
    megan meghan melania melanie melissa mercedes mette mia michaela michele michelle mildred
    millie mina minnie mira mireille miriam molly monica monika morgan muriel myra myrna nadia
    nadine nadja nancy naomi nasrin natalia natalie natasha nell nelly nicola nicole nicolette
    nikki nina noelle noor nora norma odette oksana olena olga olivia oprah pamela paola patrice
    patricia patty paula paulina pauline peggy penny petra philippa phoebe phyllis polly portia
    pramila priscilla priti rachel rania raquel rebecca rebekah regina renee rhonda rita roberta
    rosa rosalie rosalind rose rosemary rosie roxanne ruby ruth sabrina sadie sally salma
    samantha sandra saoirse sara sarah saskia selena serena shannon sharon sheila shelley sherry
    shirin shirley sigrid silvia simone sinead siobhan sofia solveig sonia sonja sophia sophie
    stacey stefanie stella stephanie sue susan susanna susanne suzan suzanne suzy svetlana sybil
    sylvia sylvie tabitha tamara tamika tania tanya tara tatiana tatyana teresa tess thelma
    theresa tiffany tina tracey tracy trudy tulsi una ursula valentina valeria valerie vanessa
    velma vera verena veronica veronika victoria viola violet virginia vivian vivienne wanda
    wendy wilhelmina wilma winifred winnie xiomara yasmin yasmine yelena ylva yolanda yulia
    yvette yvonne zainab zara zelda zoe
    """
)
GIVEN_NAMES = MALE_NAMES | FEMALE_NAMES
"""Given names that are carried mostly by men, mostly by women, or by both."""

NICKNAMES: dict[str, str] = dict(
    pair.split("=")
    for pair in """
    abe=abraham andy=andrew ben=benjamin bill=william bob=robert bobby=robert chris=christopher
    chuck=charles dan=daniel danny=daniel dave=david dick=richard don=donald doug=douglas
    ed=edward greg=gregory jeff=jeffrey jim=james jimmy=james joe=joseph jon=jonathan
    josh=joshua kate=katherine ken=kenneth larry=lawrence liz=elizabeth matt=matthew
    mike=michael nick=nicholas pat=patricia pete=peter phil=philip ray=raymond rich=richard
    rick=richard rob=robert ron=ronald sam=samuel steve=steven sue=susan ted=edward tim=timothy
    tom=thomas tony=anthony vince=vincent will=william
    """.split()
)
"""Short given names and the one that they mostly stand for."""
