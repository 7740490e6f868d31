-- In what two channels are unequal: in the price, the share off, the last day or the code.
alter table contradictions add column aspect text not null default 'price'
  check (aspect in ('price', 'share', 'period', 'code'));
