-- A source whose country nobody has said has the deployment's, which may be another than Sweden.
alter table sources alter column phone_country drop not null, alter column phone_country drop default;
update sources set phone_country = null where phone_country = 'SE';
