/** What the messages about letters and packets begin with. */
export const noticeLeads: Readonly<Record<string, string>> = {
  'breach.notice-waiting':
    'A letter or a packet is written and waits for your approval. Open its notices to read it.',
  'breach.notice-held':
    'A letter or a packet breaks a rule and is held. You may let it pass with a reason; otherwise somebody changes it.',
  'breach.notice-approved': 'What you wrote is approved. Now people send it, and record it.',
};
