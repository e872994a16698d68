"""Word lists for names and speakers: titles, roles, bodies, groups, documents, gendered words.

All entries are lower case, singular and without a final full stop. They are closed classes or
frequent words of news English written for this project; open classes are left to the parser.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HONORIFICS = _words(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady madam mme mrs. rev reverend fr father
    sister brother saint st hon honorable honourable the rt right excellency
    """
)
"""Forms of address: never part of a name, never a role that a name is looked up by."""

OFFICES = _words(
    """
    president minister premier chancellor king queen prince princess emperor pope bishop
    archbishop cardinal patriarch imam rabbi ayatollah sheikh sultan emir senator senators sen
    sens representative representatives rep reps congressman congresswoman congressmember
    congresswomen congressmen assemblyman assemblywoman assemblymember delegate councillor
    councilor councilman councilwoman mp mps mep msp td governor gov governors mayor secretary
    undersecretary ambassador envoy consul attorney attorneys solicitor judge judges justice
    justices chief general gen colonel col lieutenant lt captain capt major maj sergeant sgt
    corporal commander cmdr admiral adm brigadier marshal superintendent inspector detective
    officer constable sheriff deputy agent chairman chairwoman chair chairperson chairs speaker
    leader whip director commissioner administrator spokesman spokeswoman spokesperson coach
    manager ceo cfo co-founder cofounder founder owner dean rector provost chaplain counsel
    advocate magistrate coroner treasurer controller comptroller adviser advisor strategist
    analyst researcher scientist author co-author coauthor economist historian astronaut lawyer
    barrister journalist reporter editor correspondent anchor host actor actress singer musician
    director-general secretary-general member president-elect team-mate teammate striker
    goalkeeper broadcaster candidate nominee activist republican democrat supervisor rancher
    head boss native superstar organizer organiser campaigner executive
    """
)
"""Offices and professions that stand before a name."""

POSTNOMINALS = _words(
    """
    qc kc sc md phd dds jd cpa obe mbe cbe facs esq
    """
)
"""Degrees and honours that stand behind a name."""

CORPORATE = _words(
    """
    company co corporation corp inc incorporated ltd limited plc llc group motor ag
    """
)
"""What a company's short name leaves out."""

MODIFIERS = _words(
    """
    vice prime former ex first minority majority junior senior acting principal foreign defense
    defence interior national press assistant ranking
    """
)
"""Words that belong to an office but do not make one: "prime", "former", "deputy"."""

PERSON_ROLES = OFFICES | _words(
    """
    head boss chief victim survivor witness eyewitness resident neighbour neighbor passenger
    driver pilot teacher student farmer worker nurse doctor physician surgeon prosecutor
    defendant plaintiff claimant suspect politician lawmaker legislator diplomat official aide
    staffer biologist physicist chemist geologist engineer designer developer expert specialist
    seismologist epidemiologist virologist veteran soldier fighter rebel militant protester
    demonstrator man woman boy girl father mother son daughter brother sister husband wife widow
    uncle aunt cousin parent partner friend colleague owner tenant customer user fan player
    athlete swimmer runner cyclist boxer winner champion composer conductor painter artist poet
    novelist writer filmmaker producer investor banker trader entrepreneur billionaire
    businessman businesswoman person individual source insider spokesman spokeswoman member
    native veterinarian curator archaeologist anthropologist psychologist sociologist blogger
    netizen commentator columnist critic observer monk priest nun cleric pastor mogul captive
    hostage prisoner inmate refugee migrant volunteer counterpart successor predecessor
    representative negotiator mediator commander democrat republican conservative
    """
)
"""Nouns for one person: their holder can speak."""

BODIES = _words(
    """
    government administration ministry department office agency bureau commission committee
    council board court tribunal parliament congress senate house assembly cabinet party union
    federation association organisation organization group company firm corporation manufacturer
    maker operator airline bank fund foundation institute institution university college school
    hospital church diocese army navy force military police service authority regulator watchdog
    charity campaign coalition alliance league club team network broadcaster newspaper paper
    magazine outlet publisher station channel website site platform band orchestra studio label
    startup retailer supplier utility brewery embassy consulate mission delegation kremlin
    country nation state province city town district island kingdom republic region territory
    prosecution defense defence opposition press media palace crown treasury pentagon vatican
    brigade regiment militia faction movement tribe community chamber secretariat society
    subcommittee family academy museum laboratory lab center centre directorate taskforce panel
    inquiry jury giant chain brand producer developer carrier lender insurer broker consultancy
    think-tank thinktank lobby organiser organizer production
    """
)
"""Nouns for one body that can make itself heard."""

GROUPS = _words(
    """
    officials authorities sources reports people residents locals police researchers scientists
    experts analysts critics supporters opponents witnesses eyewitnesses protesters protestors
    demonstrators lawyers attorneys prosecutors investigators lawmakers legislators politicians
    members leaders representatives workers teachers doctors students parents families victims
    survivors activists campaigners groups organizations organisations companies countries
    states governments agencies ministers diplomats aides judges jurors fans users observers
    commentators scholars academics economists historians authors firefighters rescuers
    republicans democrats conservatives liberals some others many several media outlets
    newspapers unions senators congressmen congresswomen personnel staff team crew netizens both
    most few
    """
)
"""Plural nouns for speakers."""

DOCUMENTS = _words(
    """
    statement report study letter release communique communiqué announcement notice record
    filing complaint lawsuit indictment ruling decision opinion order post tweet message memo
    website article story survey poll document paper press-release proclamation resolution brief
    bulletin briefing email e-mail transcript blog affidavit petition rule decree memoir memoirs
    data statistic statistics estimate projection figure finding result call comment remark
    advisory summary database
    """
)
"""Things that are written: they speak for the one who wrote them, where the text names them."""

MALE_WORDS = _words(
    """
    mr sir lord king prince emperor pope father brother congressman assemblyman councilman
    chairman spokesman businessman man boy son husband widower uncle actor bishop archbishop
    cardinal sultan emir imam sheikh monk priest grandfather nephew gentleman policeman fireman
    """
)
FEMALE_WORDS = _words(
    """
    mrs ms miss mme madam dame lady queen princess empress mother sister congresswoman
    assemblywoman councilwoman chairwoman spokeswoman businesswoman woman girl daughter wife
    widow aunt actress nun grandmother niece policewoman
    """
)

MALE_NAMES = _words(
    """
    aaron abdul abdullah abraham adam ahmed ahmad al alan albert alejandro alex alexander alexei
    ali allen amir anders andre andreas andrei andrew andrzej andy angus anthony antoine antonio
    arnold arthur ban barack ben benjamin bernard bernie bill bob boris brad brendan brett brian
    bruce bryan carl carlos charles chris christian christopher chuck clarence claude colin
    craig dan daniel darrell dave david dean dennis derek diego dmitry don donald doug douglas
    drew duncan dwight earl ed eduardo edward edwin elon emmanuel emmerson enrique eric erik
    ernest eugene evan fernando francis francisco franco frank fred frederick gabriel gary gavin
    geoff geoffrey george gerald gerhard gerry giovanni giuseppe glenn gordon graham greg
    gregory guillermo gus guy hamid hans harold harry hassan henry herbert howard hugh hugo
    hussein ian igor imran ismail ivan jack jacob jair jake james jamie jared jason javier jay
    jean-claude jeff jeffrey jeremy jerome jerry jim jimmy joachim joe joel johannes john johnny
    jon jonathan jordan jorge jose josé joseph josh joshua juan julian justin karl keith ken
    kenneth kevin khalid kim kurt kweisi kyle lance larry lars laurent lawrence lee leo leon
    leonard leonardo lewis liam lindsey lloyd louis luca lucas luis luke malcolm manuel marc
    marco marcus mario mark martin marvin mateusz matt matthew maurice max michael michel miguel
    mike mikhail mitch mohamed mohammad mohammed muhammad mustafa narendra nathan ndabaningi
    neil nelson nicholas nick nicolas nigel nikolai noah norman oleg oliver omar oscar owen
    pablo pat patrick paul pedro peter petro phil philip philippe pierre rafael ralph ramon
    randy raul ray raymond rex ricardo richard rick rob robert roberto rodrigo roger roland ron
    ronald ross roy rudy russell ryan sam samuel scott sean sebastian sergei sergey seth shane
    shaun silvio simon stanley stefan stephen steve steven stuart sunil ted terry thomas tim
    timothy toby todd tom tomasz tommy tony trevor troy tyler vicente victor vincent viktor
    vladimir volodymyr walter warren wayne werner will william wolfgang xavier xi yevgeny yusuf
    zachary zoran hal herman jens jonas julio lou mauricio mel ned otto ramzan recep rishi
    rodney rupert sajid salman sadiq scottie
    """
)
FEMALE_NAMES = _words(
    """
    abigail adriana agnes aisha alexandra alexandria alice alicia alison allison amanda amelia
    amy ana andrea angela anita ann anna anne annette annie antonia ashley aung ava ayanna
    barbara beatrice becky beth betsy betty beverly brenda bridget brigitte camille carla carly
    carmen carol carole caroline carolyn carrie catherine cathy charlotte cherie cheryl chloe
    christina christine cindy claire clara claudia connie cristina cynthia daisy dana danielle
    dawn debbie deborah debra delia denise diana diane dolores donna doris dorothy edith eileen
    elaine eleanor elena elise elizabeth ellen elsa emily emma erika erin erna esther eva evelyn
    fatima fiona florence frances gabriela gail georgia gina gisele glenda gloria grace greta
    gwen hannah harriet heather heidi helen helena hillary holly ida ilona inez ingrid irene
    iris isabel isabella ivanka jacinda jacqueline jahana jan jane janet janice jean jeanette
    jennifer jenny jessica jessie jill joan joanna joanne jodie josephine joy joyce juanita
    judith judy julia julie june kamala karen karin karine kate katherine kathleen kathryn kathy
    katie kay kelly kerri kim kimberly kirsten kristen kristin laura lauren leah leslie lillian
    linda lisa liz loretta lorraine louise lucia lucy lydia lynn madeleine maggie mandy marcia
    margaret margot maria marie marilyn marina marine marjorie martha mary maureen maxine megan
    meghan melania melanie melissa mercedes mia michaela michelle miriam molly monica monika
    morgan nadia nancy naomi natalia natalie nicola nicole nikki nina nora olga olivia pamela
    patricia paula pauline penny phyllis pramila priscilla priti rachel rebecca regina renee
    rita roberta rosa rose rosemary ruth sabrina sally samantha sandra sara sarah shannon sharon
    sheila shirley sofia sonia sophia sophie stacey stella stephanie sue susan suzanne svetlana
    sylvia tamara tanya tara teresa theresa tina tracey tracy tulsi ursula valerie vanessa vera
    veronica veronika victoria viola violet virginia vivian wanda wendy winnie yolanda yulia
    yvette yvonne zoe
    """
)
"""Given names that are carried mostly by men, mostly by women; used only to rule pronouns out."""
