"""Real names as DUO writes them, with the place of each school and what local parents call it."""

NAMES = """\
Het Stedelijk Kottenpark praktijkonderwijs, vmbo, havo, atheneum en gymnasium | Enschede | Het Stedelijk Kottenpark
Het Stedelijk ISK praktijkonderwijs, vmbo, havo, atheneum en gymnasium | Enschede | Het Stedelijk ISK
Zwin College Scholengemeenschap voor Vmbo Havo Atheneum Gymnasium | Oostburg | Zwin College
Coenecoop College voor Atheneum Havo Mavo Voorbereidend Beroeps Onderwijs | Waddinxveen | Coenecoop College
Scholengemeenschap voor Voortgezet Vrije Schoolonderwijs | Nijmegen | Scholengemeenschap voor Voortgezet Vrije Schoolonderwijs
rsg de Borgen voor Lyceum Havo Mavo Vbo Lwoo | Leek | De Borgen
Voortgezet Onderwijs van Amsterdam voor Vbo en Lwoo | Amsterdam | Voortgezet Onderwijs van Amsterdam
SGM Dalton College Voorburg voor Lyceum HAVO MAVO VBO LWOO | Voorburg | Dalton College Voorburg
François Vatel vmbo | 's-Gravenhage | François Vatel vmbo
Katholiek Scholengemeenschap Hoofddorp voor Lyceum HAVO en MAVO | Hoofddorp | Katholiek Scholengemeenschap Hoofddorp
Scholengemeenschap Spieringshoek voor Gymnasium Atheneum en HAVO | Schiedam | Spieringshoek
Gereformeerde Scholengemeenschap Guido voor Lyceum HAVO MAVO VBO LWOO | Amersfoort | Guido
KSE (Katholieke Scholengemeenschap Etten-Leur e.o.) | Etten-Leur | KSE
Christelijk College Schaersvoorde voor Atheneum Havo Mavo Vbo Lwoo | Aalten | Christelijk College Schaersvoorde
Katholiek Scholengemeenschap De Breul voor Gymnasium Atheneum Havo en Mavo | Zeist | De Breul
Meerscholen - rk sg voor lyceum havo mavo vmbo | Amersfoort | Meerscholen
Meerscholen - Muurhuizen | Amersfoort | Meerscholen Muurhuizen
Meerscholen v Lyc Havo Mavo Vbo Lwoo- 't Hooghe Landt | Amersfoort | 't Hooghe Landt
Meerscholen - Het Element | Amersfoort | Het Element
Scholen aan Zee voor vwo havo mavo vmbo lwoo | Den Helder | Scholen aan Zee
Delta vmbo | Helmond | Delta vmbo
Jan van Brabant College vestiging Gasthuisstraat | Helmond | Jan van Brabant College Gasthuisstraat
Scholengroep Driestar-Wartburg voor Vwo, Havo, Mavo, Vbo, LWOO, Pro | Rotterdam | Driestar-Wartburg
Stichting Driestar-Wartburg voor VWO, Havo, Mavo, Vbo, LWOO, Pro’ loc. De Swaef | Rotterdam | De Swaef
Stichting Driestar-Wartburg voor VWO, Havo, Mavo, Vbo, LWOO, Pro loc. Revius | Rotterdam | Driestar-Wartburg Revius
Alberdingk Thijm Scholen Vwo, Havo, Mavo, Vbo, LWOO loc. Groot Goylant | Hilversum | Alberdingk Thijm Scholen Groot Goylant
Alberdingk Thijm Scholen Vwo, Havo, Mavo, Vbo, LWOO Loc.Alberdingk Thijm College | Hilversum | Alberdingk Thijm College
Amadeus Lyceum voor Vwo Havo Mavo loc. Aurelius College | Vleuten | Aurelius College
Johannes Fontanus College Christelijk Scholengemeenschap voor Mavo Havo Atheneum | Barneveld | Johannes Fontanus College
Het Nieuwe Lyceum Scholengemeenschap voor Gymnasium Atheneum en Havo | Bilthoven | Het Nieuwe Lyceum
Christelijk Scholengemeenschap voor Atheneum Havo Mavo Vbo Lwoo | Zetten | Christelijk Scholengemeenschap
GSR Gymnasium Atheneum HAVO VMBO | Rotterdam | GSR
Gereformeerde Scholengemeenschap Randstad Gymnasium Atheneum HAVO VMBO | Rijswijk | Gereformeerde Scholengemeenschap Randstad
Erfgooiers College mavo havo vwo | Huizen | Erfgooiers College
St.- Jozefmavo | Vlaardingen | St.- Jozefmavo
Cals College Roomskatholiek Scholengemeenschap voor Lyceum Havo Mavo Vbo | Nieuwegein | Cals College
Scholengemeenschap Panta Rhei voor vmbo/mavo en Lwoo | Amstelveen | Panta Rhei
Gomarusschool s.g.voor VMBO Havo Atheneum | Gorinchem | Gomarusschool s.g
Trinitas College RK scholengemeenschap voor ATHENEUM, HAVO, MAVO, VBO, LWOO | Heerhugowaard | Trinitas College
Christelijke Scholengroep De Hoven | Gorinchem | De Hoven
Protestants Christelijk Mavo Waldheim | Baarn | Mavo Waldheim
PORTEUM 2 voor Atheneum havo mavo vbo en lwoo | Lelystad | Porteum 2
Dockingacollege Chr SGS VMBO/HAVO/VWO | Dokkum | Dockingacollege
Dockinga College vestiging Inspecteur Boelensschool | Schiermonnikoog | Inspecteur Boelensschool
Stichting Landstede | Zwolle | Landstede
Landstede loc. Landstede Internationale Schakelklas (ISK) | Zwolle | Landstede Internationale Schakelklas (ISK)
Scholengemeenschap Ulbe Van Houten Christelijke SGM voor Vmbo | St.-Annaparochie | Ulbe Van Houten
Kranenburg, School voor Praktijkonderwijs | Utrecht | Kranenburg
Da Vinci College School voor mavo/havo, havo, vwo, tweetalig ond. en technasium | Purmerend | Da Vinci College
Purmerendse ScholenGroep voor Gym Ath Havo Mavo Vbo Lwoo loc. SG Gerrit Rietveld | Purmerend | Gerrit Rietveld
Het Baken Almere, interconfessioneel voortgezet onderwijs VWO Havo Vmbo | Almere | Het Baken Almere
Het Baken Almere, interconfesioneel VO VWO, Havo Vmbo loc. Het Baken Park Lyceum | Almere | Het Baken Park Lyceum
Nuborgh College - locatie Veluvine | Nunspeet | Nuborgh College Veluvine
W v Oranje Coll Chr SGM v Ath Havo Mavo Vbo Lwoo | Waalwijk | W v Oranje Coll
Sophianum Scholengemeenschap in het Heuvelland | Gulpen | Sophianum Scholengemeenschap in het Heuvelland
Sint Gregorius College locatie TOPhavo | Utrecht | Sint Gregorius College TOPhavo
Scholengemeenschap Eerste Christelijk Lyceum Vwo en Havo- Intern. School Haarlem | Haarlem | Intern. School Haarlem
Rooms Katholiek Alfrink College Scholengemeenschap voor Atheneum en Havo | Zoetermeer | Alfrink College
Atheneum van de Trevianum Scholengroep | Sittard | Atheneum van de Trevianum Scholengroep
Christelijk College Griftland School voor Atheneum Havo en Mavo | Soest | Christelijk College Griftland
Jacobus Fruijtier Scholengemeenschap v Lyceum Havo Mavo Vbo Lwoo | Apeldoorn | Jacobus Fruijtier
Scholengemeenschap voor Vwo Havo Mavo Het Hervormd Lyceum | Amsterdam | Het Hervormd Lyceum
Canisius College Lyceum Havo Mavo Vbo Lwoo locatie Pontem College | Nijmegen | Pontem College
Burg Harmsma SGM voor VO Mavo Lhno en Lto | Gorredijk | Burg Harmsma
osg Willem Blaeu voor vwo havo mavo en vbo | Alkmaar | Willem Blaeu
osg Willem Blaeu voor vwo havo mavo en vbo, vestiging Van der Meij College | Alkmaar | Van der Meij College
Almere College, Ontmoetingsschool voor PRO LWOO VMBO HAVO VWO | Kampen | Almere College
Christelijk Scholengemeenschap voor Lyceum Havo Mavo Vbo Lwoo Insula College | Dordrecht | Insula College
Protestants Scholengemeenschap Het Noordik voor Lyceum Havo Mavo Vbo Lwoo | Almelo | Het Noordik
Stanislascollege Delft voor RK vmbo havo atheneum en gymnasium - SCDD | Delft | Stanislascollege Delft SCDD
Driestar Gouda, gebouw Zèta, havo-vwo | Gouda | Driestar Gouda, gebouw Zèta
Stichting Christelijk Voortgezet Onderw Vincent van Gogh VWO Havo Mavo Vbo Lwoo | Assen | Vincent van Gogh
Christelijke Scholengemeenschap voor VMBO Harderwijk | Zeewolde | Christelijke Scholengemeenschap Harderwijk
OMO Scholengroep Bergen op Zoom e.o. voor Lyceum Havo Mavo Vbo Lwoo | Bergen op Zoom | OMO Scholengroep Bergen op Zoom e.o.
OMO Scholengroep Bergen op Zoom e.o., 't Ravelijn | Steenbergen | 't Ravelijn
SGM Kennemer Lyc Bz Sch Alg Grondsl v Vwo Havo | Overveen | Kennemer Lyc
Het Rijnlands Lyceum vestiging School voorJong Talent | 's-Gravenhage | School voorJong Talent
DaCapo College locatie Havikstraat voor Mavo Vbo Lwoo | Sittard | DaCapo College Havikstraat
DaCapo College voor Mavo Vmbo Lwoo locatie EOA | Geleen | DaCapo College EOA
Regionale Scholengemeenschap Goeree-Overflakkee voor Vmbo | Sommelsdijk, Goeree-Overflakkee | Regionale Scholengemeenschap Goeree-Overflakkee
Nieuw Zuid Openbare Scholengemeenschap voor Gymn. Ath. HAVO MAVO VMBO PRO LWOO | Rotterdam | Nieuw Zuid
Carmelcollege Gouda voor tto gym ath havo mavo vmbo lwoo eoa- Antoniuscollege | Gouda | Antoniuscollege
Carmelcollege Gouda voor tto gym ath havo mavo vmbo lwoo eoa loc. ISK | Gouda | Carmelcollege Gouda ISK
Tabor College voor Vwo Havo Mavo Vmbo Lwoo | Hoorn | Tabor College
Tabor College voor Vwo Havo Mavo Vmbo Lwoo, locatie Werenfridus | Hoorn | Tabor College Werenfridus
Tabor College voor Vwo Havo Mavo Vmbo Lwoo locactie Oscar Romero | Hoorn | Tabor College Oscar Romero
Sint Maartenscollege Scholengemeenschap voor Vwo Havo en Mavo Voorburg | Voorburg | Sint Maartenscollege Voorburg
Houtkamp College Vest. Zaagmolenpad | Doetinchem | Houtkamp College Zaagmolenpad
Katholieke SGM Veluws College voor Gymn Ath Havo Mavo en Vmbo oec vst Twello | Twello | Veluws College Twello
Scholengemeenschap voor Vwo Dorenweerd College | Doorwerth | Dorenweerd College
Christiaan Huygens Coll. voor Lyc Havo Mavo Vbo Lwoo loc. Frits Philips lyc-mavo | Eindhoven | Frits Philips lyc-mavo
Vrijzinnig Christelijk Lyceum Scholengemeenschap voor Vwo en Havo | 's-Gravenhage | Vrijzinnig Christelijk Lyceum
St. Roelof van Echten College voor Christelijk Voortgezet Onderwijs Hoogeveen | Hoogeveen | St. Roelof van Echten College Hoogeveen
Visser t Hooft Lyceum Lyceum Havo Mavo Vbo Lwoo | Leiden | Visser t Hooft Lyceum
Nijmeegse Scholengemeenschap Groenewoudvoor Vwo Havo en Mavo | Nijmegen | Nijmeegse Scholengemeenschap Groenewoudvoor
Unie Noord- locatie Horeca Vakschool Rotterdam | Rotterdam | Horeca Vakschool Rotterdam
Unie Noord-MEX010 - Dé mavo voor Expressie | Rotterdam | Dé mavo voor Expressie
Stichting bijzonder voortgezet onderwijs Ubbo Emmius voor Lyc Havo Mavo Vbo | Stadskanaal | Ubbo Emmius
Regionale Scholengemeenschap Het Rhedens voor Lyceum Havo Mavo Vbo | Rozendaal | Het Rhedens
Reggesteyn Christelijke Scholengemeenschap voor Pro-Vmbo-Havo-Atheneum-Gymnasium | Nijverdal | Reggesteyn
Montessori College voor Mavo Aerdenhout | Aerdenhout | Montessori College Aerdenhout
Het College Scholengemeenschap voor Lyceum Havo Mavo Vbo Lwoo loc. Het Kwadrant | Weert | Het College Het Kwadrant
Open Sgm Bylmer Vath Havo Mavo Lhno Lto Leao | Amsterdam | Open Sgm Bylmer
CVO 't Gooi voor Lyc Havo VMBO Lwoo loc. Hilfertsheem College | Hilversum | Hilfertsheem College
PrO Hardenberg school voorChristelijk Praktijkonderwijs | Hardenberg | PrO Hardenberg
Christelijke Scholengemeenschap voor Vwo Havo Mavo Vmbo Pro Lwoo Prins Maurits | Middelharnis | Prins Maurits
Christelijke Scholengem. Walcheren voor Vmbo, Mavo, Havo, Atheneum en Gymnasium | Middelburg | Christelijke Scholengem. Walcheren
CSW Toorop Talent College voor Vmbo-bk | Middelburg | CSW Toorop Talent College
School voor Praktijkonderwijs De Maat | Ommen | De Maat
Openbare Scholengemeenschap Erasmus Lyceum Havo Mavo Vbo Lwoo | Almelo | Erasmus
Voortgezet Onderwijs Veghel voor vwo, havo, mavo, vbo en praktijkonderwijs | Veghel | Voortgezet Onderwijs Veghel
VO Veghel voor vwo, havo, mavo, vbo en praktijkonderwijs, Fioretti College | Veghel | Fioretti College
Baanderherencollege vmbo, loc. Boxtels onderwijs voor nieuwkomers (BONK) | Boxtel | Boxtels onderwijs voor nieuwkomers (BONK)
Rooms Katholieke Scholengemeenschap Thamen voor Mavo Vbo Lwoo | Uithoorn | Thamen
Christelijkeschool voor praktijkonderwijs De Bolster | Groningen | Christelijkeschool De Bolster
Veenlanden College PC SGM v Mavo Havo Atheneum | Mijdrecht | Veenlanden College
De Baanbreker, school voor praktijkonderwijs | IJsselstein | De Baanbreker
Praktijkschool Westfriesland locatie Hoorn | Hoorn | Praktijkschool Westfriesland Hoorn
Protestants Christelijke School voor Praktijkonderwijs De Poort | 's-Gravenhage | De Poort
Chr VO Apeldoorn voor Gymn Ath Havo Mavo en Vmbo, vest. Christelijk Lyceum | Apeldoorn | Christelijk Lyceum
Focus school voor praktijkonderwijs | Heerhugowaard | Focus
Onderwijsgroep Tilburg VMBO Reeshof, VMBO LWOO | Tilburg | Onderwijsgroep Tilburg VMBO Reeshof
Scala College voor Atheneum Havo Vmbo-Loot | Alphen aan den Rijn | Scala College
Regionale Scholengemeenschap 't Rijks School voor Lyceum Havo Mavo | Bergen op Zoom | 't Rijks
SG Helinium voor Atheneum Havo Mavo Vbo Lwoo | Hellevoetsluis | Helinium
Regionale Scholengemeenschap Enkhuizen voor MAVO HAVO VWO | Enkhuizen | Regionale Scholengemeenschap Enkhuizen
Katholieke School voor Praktijkonderwijs | Heerlen | Katholieke School voor Praktijkonderwijs
Rsgm Noord Oost Veluwe Ath Havo Mavo Vbo Lwoo | Epe | Rsgm Noord Oost Veluwe
De Goudse Scholengemeenschap voor VMBO-TL, HAVO en VWO Leo Vroman | Gouda | De Goudse Scholengemeenschap Leo Vroman
Openbare Scholengroep  voor VMBO, Havo, Atheneum en Gymnasium | Heerenveen | Openbare Scholengroep
Christelijke Scholengemeenschap A.M. van Schurman voor Havo Mavo Vbo | Franeker | A.M. van Schurman
Bisschop College Broekhin Reuver voor Lyceum Havo Mavo Vbo - locatie Grescollege | Reuver | Grescollege
Christelijke Scholengemeenschap Groningen - locatie Augustinus | Groningen | Scholengemeenschap Groningen Augustinus
Christelijke Scholengemeenschap Groningen - locatie Winsum | Winsum | Scholengemeenschap Groningen Winsum
DevelsteinCollege Christelijke Scholengemeenschap voor Voortgezet Onderwijs | Zwijndrecht | DevelsteinCollege
Gooise Scholenfederatie, vwo, havo, vmbo, locatie SG Huizermaat | Huizen | SG Huizermaat
Gooise Scholenfederatie, vwo, havo, vmbo, locatie ISK Het Gooi | Laren | Gooise Scholenfederatie ISK Het Gooi
Chr Sgm Buitenveldert v Gymn Ath Havo en Mavo | Amsterdam | Chr Sgm Buitenveldert
S. Adelbert College voor VMBO-T - Havo - VWO - Gymnasium | Wassenaar | S. Adelbert College
Chr. SGM Groene Hart voor vwo, havo, mavo, vbo | Alphen aan den Rijn | Chr. SGM Groene Hart
Chr. SGM Groene Hart voor vwo, havo, mavo, vbo vest. Topmavo | Alphen aan den Rijn | Chr. SGM Groene Hart Topmavo
Chr. SGM Groene Hart voor vwo, havo, mavo, vbo Marsdiep dependance | Alphen aan den Rijn | Chr. SGM Groene Hart Marsdiep dependance
De Boog Christelijk School voor Prak Vorm | Apeldoorn | De Boog
Thorbecke Talentschool Rotterdam mavo havo vwo | Rotterdam | Thorbecke Talentschool Rotterdam
Thorbecke Talentschool Rotterdam vmbo | Rotterdam | Thorbecke Talentschool Rotterdam vmbo
Het Kwadrant School voor Praktijk Onderwijs | Bergen op Zoom | Het Kwadrant
Utrechts Stedelijk Gymnasium, openbare school voor vwo | Utrecht | Utrechts Stedelijk Gymnasium
School voor Praktische Vorming Oost-ter-Hout | Haarlem | Oost-ter-Hout
Openbare Scholengemeenschap Echnaton locatie Helen Parkhurst | Almere | Echnaton Helen Parkhurst
Regius College Schagen voor Gym, Ath, Havo, Vmbo tl, Vmbo basis/kader | Schagen | Regius College Schagen
Regionale Scholengemeenschap Magister Alvinus voor Vwo Havo Mavo Vbo locatie ISK | Sneek | Magister Alvinus ISK
Openbare Scholengemeensschap Texel voor Ath Havo Mavo Vbo Lwoo | Den Burg, Texel | Openbare Scholengemeensschap Texel
2College voor Lyceum Havo Mavo Vbo,  Cobbenhagenlyceum | Tilburg | Cobbenhagenlyceum
2College voor Lyceum Havo Mavo Vbo, EOA Oisterwijk | Oisterwijk | 2College EOA Oisterwijk
Portus Scholengroep vwo havo mavo vmbo Iwoo locatie Zuidermavo | Rotterdam | Zuidermavo
Joodse Scholengemeenschap Maimonides voor Ath Mavo En Afd Havo | Amsterdam | Maimonides
Montessori Scholengemeenschap Amsterdam locatie Metis Montessori Lyceum | Amsterdam | Metis Montessori Lyceum
Voortgezet Onderwijs Best-Oirschot locatie Kempenhorst VMBO College | Oirschot | Kempenhorst VMBO College
Berger Scholengemeenschap voor vwo havo en mavo | Bergen (NH) | Berger Scholengemeenschap
Berger Scholengemeenschap vestiging Oudtburghweg | Bergen (NH) | Berger Scholengemeenschap Oudtburghweg
R.K. Scholengemeenschap  Canisius voor vmbo havo vwo | Almelo | Canisius
OMO Scholengroep De Langstraat  voor vwo havo mavo vbo, d`Oultremont College | Drunen | d`Oultremont College
College Den Hulster Scholengemeenschap voor ATH HAVO MAVO VBO LWOO | Venlo | College Den Hulster
Scholengroep Cambium Gem Ath Havo Mavo Vbo Lwoo | Zaltbommel | Cambium
NUOVO Scholen, openbaar vmbo, mavo, havo, vwo, locatie NXT Doorn | Doorn | Nuovo Scholen NXT Doorn
Regionale Scholengemeenschap 't Slingerbos voor Ath Havo Mavo | Zeewolde | 't Slingerbos
Openbare Scholengemeenschap De Meergronden voor Vwo Havo Mavo Vbo loc. Arte Coll | Almere | Arte Coll
Oosterlicht College PC SGM V ATH HAVO MAVO VBO | Nieuwegein | Oosterlicht College
Hofstad VO voor bijzonder vwo, havo, mavo, vmbo - Heldring Business School | 's-Gravenhage | Heldring Business School
Pax Christi College - scholengemeenschap voor vwo havo vmbo lwoo | Druten | Pax Christi College
Charlemagne College voor VWO (ath.-gymn.), havo, vmbo, vmbo-t, lwoo | Landgraaf | Charlemagne College
Instelling Voortgezet Onderwijs Deurne voor ATH GYM HAVO MAVO VBO LWOO PRO | Deurne | Instelling Voortgezet Onderwijs Deurne
Greijdanus School voor LWOO PRO VMBO HAVO VWO | Zwolle | Greijdanus
Werkplaats Kindergemeenschap | Bilthoven | Werkplaats Kindergemeenschap
Globe College, brede school voor vmbo, basis, kader en theoretische leerweg | Utrecht | Globe College
School voor Praktijkonderwijs Assen | Assen | School voor Praktijkonderwijs Assen
Onderwijsgr. Zuid-Hollandse Waarden gymnasium, atheneum, havo, mavo, vmbo, lwoo | Ridderkerk | Onderwijsgr. Zuid-Hollandse Waarden
Onderwijsgroep Zuid-Hollandse Waarden locatie Gemini Lekkerkerk | Lekkerkerk | Gemini Lekkerkerk
Onderwijsgroep Zuid-Hollandse Waarden locatie LOC@ Walburg | Zwijndrecht | LOC@ Walburg
School voor Praktijkonderwijs PrO Stadskanaal | Stadskanaal | School voor Praktijkonderwijs PrO Stadskanaal
Hartenlustsch voor Mavo | Bloemendaal | Hartenlustsch
Gemeentelijke Scholengemeenschap t Schylger Jouw voor vmbo | Midsland | t Schylger Jouw
O.R.S. Lek en Linge vestiging de Lingeborgh voor vwo havo vmbo lwoo | Geldermalsen | Lek en Linge de Lingeborgh
De Waerdenborch Scholengemeenschap voor Ath Havo Mavo Vbo (Disl) | Goor | De Waerdenborch
Scholengroep Carmel Hengelo voor GYM ATH HAVO MAVO VBO - Het Twickel Coll. Borne | Borne | Het Twickel Coll. Borne
Scholengroep Carmel Hengelo voor GYM ATH HAVO MAVO VBO Locatie Lyceum de Grundel | Hengelo | Lyceum de Grundel
Mavo Schravenlant XL voor mavo en vmbo | Schiedam | Mavo Schravenlant XL
School voor Havo Mavo V H Bernardinuscollege | Heerlen | Bernardinuscollege
Solyvius Coll loc Haarlemmermeer- Lyceum Zuidrand | Hoofddorp | Haarlemmermeer - Lyceum Zuidrand
Curio VO, locatie prinsentuin van cooth vmbo | Breda | Curio VO prinsentuin van cooth vmbo
Amstelveen College Opb Ssm voor Gymnasium Havo en Mavo | Amstelveen | Amstelveen College
Stedelijk Dalton College Alkmaar voor vwo havo mavo en vbo,vest. Van der Meij | Alkmaar | Stedelijk Dalton College Alkmaar Van der Meij
Scholencombinatie Delfland (Grotius) voor Lyceum Havo Mavo Vbo Lwoo | Delft | Scholencombinatie Delfland (Grotius)
Parmant Scholen voor vwo, havo, mavo, vbo, pro en lwoo, loc.Vakcollege Eindhoven | Eindhoven | Vakcollege Eindhoven
EYE College(VWO,HAVO,MAVO,VMBO,PRO) | Capelle aan den IJssel | EYE College
Vlaardingse Openbare Scholengemeenschap voor LYC HAVO MAVO VBO LWOO | Vlaardingen | Vlaardingse Openbare Scholengemeenschap
NEHALENNIA Stedelijke Scholengemeenschap voor LYC HAVO MAVO VBO LWOO | Middelburg | Nehalennia
Openbare School voor voortgezet onderwijs Zuyderzee Lyceum | Emmeloord | Zuyderzee Lyceum
Het Stedelijk, scholengroep voor openbaar Lyceum Havo Mavo Vbo Lwoo | Zutphen | Het Stedelijk
Vallei College voor Ath Havo Mavo Vbo Lwoo loc.PRO33 College/Praktijkond.Trivium | Amersfoort | PRO33 College/Praktijkond.Trivium
Vellesan College loc Duin- en Kruidbergmavo | Driehuis NH | Duin- en Kruidbergmavo
H. N. Werkmancollege, school voor Atheneum, havo,mavo en vbo | Groningen | H. N. Werkmancollege
Scholengroep Krommenie voor Vwo Havo Mavo Vbo Lwoo loc. ISK Zaanstad | Krommenie | ISK Zaanstad
Scholengroep Penta voor gym ath havo mavo vmbo lwoo, loc. Bahûrim | Brielle | Penta Bahûrim
Campus 013 kath sgm voor vbo en mavo, lwoo, vst. Schakelcollege Tilburg | Tilburg | Schakelcollege Tilburg
Eckartcollege, Nuenens College voor LYc Havo Mavo Vbo Lwoo | Nuenen | Nuenens College
OMO Scholengroep Helmond, Praktijkschool Helmond | Helmond | Praktijkschool Helmond
School voor Speciaal Voortgezet Onderwijs De Einder | 's-Gravenhage | De Einder
Openbare Scholengemeenschap Apeldoorn | Apeldoorn | Openbare Scholengemeenschap Apeldoorn
Openbare Scholengemeenschap Apeldoorn locatie UGO verkennend vmbo | Apeldoorn | UGO verkennend vmbo
Openbare Scholengemeenschap voor Lyceum Havo Mavo Vbo Lwoo Esdal College | Emmen | Esdal College
Maerlant Lyceum met Afdeling Havo | 's-Gravenhage | Maerlant Lyceum
Johan de Witt Scholengroep voor VwoHavo Mavo Vmbo Pro Lwoo Nieuwkomers | 's-Gravenhage | Johan de Witt Scholengroep
Lucas VO Den Haag Zuid-West voor algemeen bijzonder vwo, havo, mavo, vmbo - WVC | 's-Gravenhage | Lucas VO Den Haag Zuid-West WVC
Coornhertlyc Gem Scholengemeenschap Lyceum Havo Mavo | Haarlem | Coornhertlyc
Lorentz Groep voor Vwo Havo Mavo Vbo Lwoo, locatie Lyceum Elst Nijverheidsweg | Elst | Lyceum Elst Nijverheidsweg
SGM Tongerlo voor lyceum, havo, mavo, vmbo, praktijkonderwijs, Gertrudis | Roosendaal | Tongerlo Gertrudis
Dalton Scholengemeenschap Spinozalyceum voor Vwo Havo Mavo | Amsterdam | Spinozalyceum
Calandlyceum voor Gymnasium Atheneum Havo Vmbo locatie,  Lumion | Amsterdam | Calandlyceum Lumion
Esloo VO voor bijzonder vwo, havo, mavo, vmbo, pro - St. Paul | 's-Gravenhage | Esloo VO St. Paul
Esloo VO voor bijzonder vwo, havo, mavo, vmbo, pro - Odevaer College | 's-Gravenhage | Odevaer College
Kwadrant Scholengroep  RK Regionale Scholengemeenschap voor Vwo Havo en Vmbo | Dongen | Kwadrant Scholengroep
Interconfessionele Scholengroep Westland voor Lyceum Havo Mavo Vbo Lwoo PrO | Naaldwijk, Westland | Interconfessionele Scholengroep Westland
Stichting Joodse Kindergemeenschap Cheider MAVO HAVO VWO | Amsterdam | Cheider
Lingecollege voor vwo havo mavo vmbo pro lwoo loc. Praktijkonderwijs | Tiel | Lingecollege Praktijkonderwijs
Scholengemeenschap Pieter Zandt voorVwo Havo Mavo Vbo Lwoo | Staphorst | Pieter Zandt
Nova College - locatie Zuidrand School for Sport & Lifestyle | Rotterdam | Zuidrand School for Sport & Lifestyle
Oostvaarders College voor Lyceum Havo Mavo Vbo Lwoolocatie Buitenhout | Almere | Oostvaarders College Buitenhout
Montessori Campus 0-18 (voortgezet onderwijs) | Almere | Montessori Campus 0-18
NUOVO Scholen, opb. vmbo, havo, vwo - Ithaka ISK Stroyenborchdreef | Utrecht | Ithaka ISK Stroyenborchdreef
Chr istelijke Scholengemeenschap Liudger voor Lyceum Havo Mavo Vbo Lwoo Pro | Drachten | Liudger
csg Bogerman voor Lyceum Havo Mavo Vbo Lwoo locatie Koudum | Koudum | Bogerman Koudum
Bornego College Chr. SGM voor Atheneum Havo Mavo Vbo vest. Junior & Mavo | Heerenveen | Bornego College Junior & Mavo
Atlas College voor Lyceum Havo Mavo Vbo Lwoo vestiging Copernicus SG | Hoorn | Copernicus SG
Linnaeus College Haarlem locatie Daaf Gelukschool voor Lyceum Havo Mavo Vbo Lwoo | Haarlem | Daaf Gelukschool
Rooms Katholieke Scholengemeenschap Reynaert College Lyceum Havo Mavo Vbo Lwoo | Hulst | Reynaert College
Scholengemeenschap Breda voor Katholiek Lyceum Havo Mavo Vbo Lwoo | Breda | Scholengemeenschap Breda
Scholengemeenschap Breda voor Katholiek Lyceum Havo Mavo Vbo Lwoo | Zundert | Scholengemeenschap Breda
Het Streek Lyceum, Christelijke School voor mavo, havo, vwo en gymnasium | Ede | Het Streek Lyceum
Openb. SGM. Arnhem Noord. voor lyceum, havo, mavo en vbo | Arnhem | Openb. SGM. Arnhem Noord
Openb. SGM. Arnhem Noordvoor lyceum, havo, mavo en vbo | Velp | Openb. SGM. Arnhem Noordvoor
Stg ROC Summa College | Eindhoven | ROC Summa College
Het Streek College Christelijke school voor praktijkonderwijs | Ede | Het Streek College praktijkonderwijs
Ichthus College School voor Praktijkonderwijs | Kampen | Ichthus College Praktijkonderwijs
Seyster College voor Praktijkonderwijs | Zeist | Seyster College
Pro CollegeNijmegen/Bemmel voor Praktijkonderwijs | Bemmel | Pro CollegeNijmegen/Bemmel
De Pijler school voor praktijk onderwijs | Den Helder | De Pijler
PRAKTICON | Doetinchem | Prakticon
De Sprong, hoofdlocatie | Terneuzen | De Sprong
De Sprong, locatie Schuberthof | Terneuzen | De Sprong Schuberthof
de Passie, Evangelische School voor Vmbo-tl, Havo, Vwo | Utrecht | De Passie
SVOK H-B Vmbo-Havo-Ath-Gym, loc. Dalí College | Heemskerk | Dalí College
SVOK H-B Vmbo-Havo-Ath-Gym, loc. SKILLS vmbo | Beverwijk | SVOK H-B Skills vmbo
PRO33 college (Accent Amersfoort) | Amersfoort | PRO33 college (Accent Amersfoort)
Pvo Hurdegaryp - Tjalling Koopmans College voor havo en vwo | Hurdegaryp | Tjalling Koopmans College
De Amsterdamse Mavo & Havo | Amsterdam | De Amsterdamse Mavo & Havo
's-Gravendreef College voor vbo, mavo, havo | 's-Gravenhage | 's-Gravendreef College
Stanislascol. Pijnacker-Rijswijk v bijz. pro vbo mavo havo vwo -Beweeg-vmbo/mavo | Rijswijk | Beweeg-vmbo/mavo
Stanislascollege Pijnacker – Rijswijk voor bijzonder pro vbo mavo havo vwo - PrO | Rijswijk | Stanislascollege Pijnacker – Rijswijk PrO
Zone.college vmboAlmelo | Almelo | Zone.college vmboAlmelo
De Nieuwste School voor vwo havo mavo | Tilburg | De Nieuwste School
Stichting voor Voortgezet Vrijeschool Onderwijs Delft Mercurius | Delft | Delft Mercurius
Mercurius College locatie Derde Werelddreef | Delft | Mercurius College Derde Werelddreef
"""
