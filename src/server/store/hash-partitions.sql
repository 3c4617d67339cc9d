-- An operator's option for PostgreSQL, from about a hundred million operations on: the tables that grow with every stream in 32 parts by the hash
-- of the stream. Not by province: areas are split and coded anew, sizes differ, and every read is by stream (sync.md §2.2). Run it once, with the
-- server stopped, as the owner of the database: psql --single-transaction -v ON_ERROR_STOP=1 -f hash-partitions.sql "$DATABASE_URL". It copies
-- the rows, so it needs as much room again for a while. The server needs no setting for it, and later versions bring these tables up as any other.
do $$
declare
  large text;
  part integer;
begin
  foreach large in array array['op', 'pii', 'view_row'] loop
    execute format('alter table %1$I rename to %1$s_whole', large);
    execute format('create table %1$I (like %1$s_whole including defaults) partition by hash (stream)', large);
    for part in 0..31 loop
      execute format('create table %1$s_%2$s partition of %1$I for values with (modulus 32, remainder %2$s)', large, part);
    end loop;
    execute format('insert into %1$I select * from %1$s_whole', large);
    execute format('drop table %1$s_whole', large);
  end loop;
end $$;

alter table op add primary key (stream, seq), add foreign key (stream) references stream (id);
-- a part can vouch for its own streams only: one id sent to two streams in the same instant is then taken in both, which no phone of ours does
create unique index op_stream_id on op (stream, op_id);
create index op_id on op (op_id);
alter table pii add primary key (stream, op_id);
alter table view_row add primary key (stream, row_key), add foreign key (stream) references stream (id);
