/** The words of the page in an export, which is for the customer and not for those who work in the tool. */
export type ExportLanguage = 'sv' | 'en';

export const exportWords = {
  sv: {
    title: 'Det vi vet om dig',
    lead: 'Här är allt som finns sparat om dig, var det kommer ifrån och vilka beslut som har tagits. Samma uppgifter finns i data.json och som tabeller i mappen csv.',
    made: 'Sammanställt',
    none: 'Inget sparat.',
    shown: (shown: number, all: number) => `De ${shown} senaste av ${all} visas här. Alla finns i csv/events.csv.`,
    parts: {
      customers: ['Om dig', 'Uppgifter som gäller nu. Har flera register slagits ihop står varje register för sig.'],
      identifiers: ['Det vi känner igen dig på', 'Adresser, nummer och webbläsare, och varifrån de kom.'],
      attributes: ['Uppgifter och varifrån de kommer', 'Varje gång någon har berättat något om dig.'],
      events: ['Händelser', 'Det du har gjort eller mött i våra kanaler.'],
      promises: ['Löften', 'Priser och villkor som du har lovats.'],
      redemptions: ['Infriade löften', 'När ett löfte har använts.'],
      decisions: ['Beslut', 'Vad kanalerna har svarat, och skälen i den ordning reglerna prövades.'],
      audiences: ['Erbjudanden riktade till dig', 'Erbjudanden där du står på listan.'],
      messages: ['Budskap riktade till dig', 'Budskap där du står på listan, i varje version.'],
      merges: ['Sammanslagningar', 'När två register har visat sig vara samma person, eller tvärtom.'],
      suggestions: ['Möjliga dubbletter', 'När ett annat register liknade ditt, hur mycket, och vad som bestämdes.'],
      letters: ['Avvisade poster', 'Sådant som skickades in, nämner dig, och inte togs emot.'],
      texts: ['Texter som nämner dig', 'Texter från våra kanaler där något av det vi känner igen dig på står.'],
      requests: ['Dina begäranden', 'Vad du har begärt, och när det ska vara besvarat.'],
      handling: ['Vem som har tagit del av eller ändrat uppgifterna', 'Utlämnanden och ändringar.'],
    },
  },
  en: {
    title: 'What we know about you',
    lead: 'This is everything that is kept about you, where it came from, and what has been decided. The same is in data.json, and as tables in the folder csv.',
    made: 'Put together',
    none: 'Nothing is kept.',
    shown: (shown: number, all: number) => `The latest ${shown} of ${all} are shown here. All are in csv/events.csv.`,
    parts: {
      customers: ['About you', 'What holds now. Where registers have been joined, each stands by itself.'],
      identifiers: ['What we know you by', 'Addresses, numbers and browsers, and where they came from.'],
      attributes: ['Facts and where they come from', 'Each time somebody has told something about you.'],
      events: ['Events', 'What you have done or met in our channels.'],
      promises: ['Promises', 'Prices and terms that you have been promised.'],
      redemptions: ['Promises kept', 'When a promise has been used.'],
      decisions: ['Decisions', 'What the channels have answered, and the reasons in the order the rules were tried.'],
      audiences: ['Offers meant for you', 'Offers on whose list you are.'],
      messages: ['Messages meant for you', 'Messages on whose list you are, in each version.'],
      merges: ['Merges', 'When two registers have turned out to be one person, or the other way round.'],
      suggestions: ['Possible duplicates', 'When another register was like yours, how much, and what was decided.'],
      letters: ['What was not accepted', 'What was sent in, mentions you, and was not taken in.'],
      texts: ['Texts that mention you', 'Texts of our channels in which something that we know you by stands.'],
      requests: ['Your requests', 'What you have asked for, and when it is to be answered.'],
      handling: ['Who has read out or changed it', 'Disclosures and changes.'],
    },
  },
} as const satisfies Record<ExportLanguage, unknown>;

export type ExportPart = keyof (typeof exportWords)['sv']['parts'];
