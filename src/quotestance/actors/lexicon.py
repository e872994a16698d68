"""Word lists for names and speakers: titles, roles, bodies, groups, documents, gendered words.

All entries are lower case, singular and without a final full stop. They are closed classes or
frequent words of news English written for this project; open classes are left to the parser.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PLACES = _words(
    """
    alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho
    illinois indiana iowa kansas kentucky louisiana maine massachusetts michigan minnesota
    mississippi missouri montana nebraska nevada hampshire jersey mexico york ohio oklahoma oregon
    pennsylvania tennessee texas utah vermont washington wisconsin wyoming ontario quebec alberta
    manitoba saskatchewan queensland tasmania scotland england wales ireland
    """
)
"""States and provinces that stand before a person's name without an office."""

HONORIFICS = _words(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady madam mme mrs. rev reverend fr father
    sister brother saint st hon honorable honourable rt right excellency
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
    prosecutor archaeologist biologist prof artist pastor head boss native superstar organizer
    organiser campaigner executive
    """
)
"""Offices and professions that stand before a name."""

PAPERS = _words(
    """
    times post herald tribune gazette journal chronicle globe guardian telegraph sun news daily
    star mail courier dispatch observer examiner inquirer reporter
    """
)
"""Last words of the names of newspapers."""

MEDIA = _words(
    """
    newspaper magazine website broadcaster agency channel blog tabloid daily weekly publication
    outlet
    """
)
"""What stands before or behind the name of a medium without being part of it."""

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
    professor lecturer head boss chief victim survivor witness eyewitness resident neighbour
    neighbor passenger driver pilot teacher student farmer worker nurse doctor physician surgeon
    prosecutor defendant plaintiff claimant suspect politician lawmaker legislator diplomat
    official aide staffer biologist physicist chemist geologist engineer designer developer
    expert specialist seismologist epidemiologist virologist veteran soldier fighter rebel
    militant protester demonstrator man woman boy girl father mother son daughter brother sister
    husband wife widow uncle aunt cousin parent partner friend colleague owner tenant customer
    user fan player athlete swimmer runner cyclist boxer winner champion composer conductor
    painter artist poet novelist writer filmmaker producer investor banker trader entrepreneur
    billionaire businessman businesswoman person individual source insider spokesman spokeswoman
    member native veterinarian curator archaeologist anthropologist psychologist sociologist
    blogger netizen commentator columnist critic observer monk priest nun cleric pastor mogul
    captive hostage prisoner inmate refugee migrant volunteer counterpart successor predecessor
    representative negotiator mediator commander democrat republican conservative
    """
)
"""Nouns for one person: their holder can speak."""

BODIES = _words(
    """
    conference government administration ministry department office agency bureau commission
    committee council board court tribunal parliament congress senate house assembly cabinet
    party union federation association organisation organization group company firm corporation
    manufacturer maker operator airline bank fund foundation institute institution university
    college school hospital church diocese army navy force military police service authority
    regulator watchdog charity campaign coalition alliance league club team network broadcaster
    newspaper paper magazine outlet publisher station channel website site platform band
    orchestra studio label startup retailer supplier utility brewery embassy consulate mission
    delegation kremlin country nation state province city town district island kingdom republic
    region territory prosecution defense defence opposition press media palace crown treasury
    pentagon vatican brigade regiment militia faction movement tribe community chamber
    secretariat society subcommittee family academy museum laboratory lab center centre
    directorate taskforce panel inquiry jury giant chain brand producer developer carrier lender
    insurer broker consultancy think-tank thinktank lobby organiser organizer production
    watch forum initiative trust front observatory
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
    most few couple pair two
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
    advisory summary database warning alert forecast analysis audit investigation review index
    polling reasoning schedule file testimony verdict judgment judgement edict caption leaflet
    pamphlet flyer
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
