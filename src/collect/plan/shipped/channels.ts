import {
  address,
  amount,
  currency,
  holding,
  id,
  product,
  products,
  type ShippedEvent,
  text,
  track,
  whole,
  yesOrNo,
} from './shape.ts';

/** Names of our own for what happens where no web analytics reaches: store, phone, chat, print, mail and returns. */
const minutes = { type: 'number', minimum: 0 } as const;
const about = { ...product, order_id: id };
const talk = { reason: text, minutes, solved: yesOrNo, call_id: id, chat_id: id, ...about };
const letter = { campaign: text, topic: text, template: text };
const asked = { ...about, store: text, asked_for: amount };
const back = { order_id: id, step: whole, reason: text, needs: text, products };

export const channelEvents: readonly ShippedEvent[] = [
  track(
    'Receipt Issued',
    'Somebody paid at a till.',
    holding(
      {
        order_id: id,
        receipt_id: id,
        store: text,
        till: id,
        total: amount,
        discount: amount,
        tax: amount,
        currency,
        products,
      },
      ['total', 'currency'],
    ),
  ),
  track('Store Visited', 'Somebody was in a store.', holding({ store: text, minutes }, ['store'])),
  track('Call Started', 'A telephone call began.', holding({ ...talk, waited: minutes })),
  track('Call Ended', 'A telephone call was over.', holding({ ...talk, waited: minutes })),
  track('Chat Started', 'A chat began.', holding(talk)),
  track('Chat Ended', 'A chat was over.', holding(talk)),
  track('Offer Asked', 'Somebody asked what offer holds for them.', holding(asked)),
  track('Price Asked', 'Somebody asked what a product costs.', holding(asked)),
  track(
    'Promise Made',
    'Somebody was promised terms, told by a system that does not keep its promises here.',
    holding({ ...about, promise_id: id, terms: text, valid_to: { type: 'string', format: 'date-time' } }),
  ),
  track('Letter Sent', 'A letter or printed matter went out.', holding(letter)),
  track('Email Delivered', 'A mail reached the mailbox.', holding(letter)),
  track('Email Opened', 'A mail was opened.', holding(letter)),
  track('Email Link Clicked', 'A link in a mail was followed.', holding({ ...letter, ...product, url: address })),
  track('Email Bounced', 'A mail came back.', holding({ ...letter, reason: text })),
  track('Unsubscribed', 'Somebody wants no more of this.', holding(letter)),
  track('SMS Delivered', 'A text message reached the telephone.', holding(letter)),
  track('Return Started', 'Somebody began to send goods back.', holding(back, ['order_id'])),
  track('Return Reason Given', 'Why goods are sent back was told.', holding(back, ['order_id', 'reason'])),
  track('Return Label Requested', 'A label for the parcel was asked for.', holding(back, ['order_id'])),
  track('Return Label Printed', 'The label was printed.', holding(back, ['order_id'])),
  track('Return Abandoned', 'Sending goods back was broken off.', holding(back, ['order_id'])),
  track('Return Completed', 'Goods came back.', holding(back, ['order_id'])),
  track(
    'Survey Answered',
    'Somebody answered a question of ours.',
    holding({ question: text, trait: text, about: text, score: { type: 'number' } }, ['question']),
  ),
  {
    type: 'identify',
    name: 'identify',
    description: 'Who somebody is was told.',
    schema: holding({
      email: { anyOf: [{ type: 'string', format: 'email' }, { type: 'null' }, { const: '' }] },
      phone: { type: ['string', 'null'] },
      name: { type: ['string', 'null'] },
      firstName: { type: ['string', 'null'] },
      lastName: { type: ['string', 'null'] },
    }),
  },
];
