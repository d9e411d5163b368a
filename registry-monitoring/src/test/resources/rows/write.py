"""Writes the same 1,000 rows with six writers, in each format and encoding that they have.

write.py FOLDER: each file is named WRITER--VARIANT.ENDING. A writer that cannot write a column
leaves the whole file out and says so.
"""

import csv
import datetime as dt
import decimal
import io
import json
import pathlib
import random
import sys

import duckdb
import fastparquet
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

folder = pathlib.Path(sys.argv[1])
chance = random.Random(11)
UTC = dt.timezone.utc
TEXTS = ["a", "é ü 漢", 'with "quotes"', "with, comma", "two\nlines", " padded", "x" * 300, "True story"]


def maybe(value):
    return None if chance.random() < 0.1 else value


def row(i):
    return {
        "small": chance.randrange(-100, 100),
        "large": chance.randrange(2**40, 2**52),
        "unsigned": chance.randrange(2**32),
        "gaps": maybe(chance.randrange(50)),
        "ones": chance.randrange(2),
        "double": chance.choice([chance.gauss(0, 1), 1 / 3, 1e-3 / 7]),
        "gappy": maybe(chance.gauss(5, 1)),
        "single": chance.choice([chance.gauss(0, 1), 0.1]),
        "money": decimal.Decimal(chance.randrange(10000)) / 100,
        "flag": chance.random() < 0.3,
        "flags": maybe(chance.random() < 0.3),
        "text": maybe(chance.choice(TEXTS)),
        "code": "%03d" % chance.randrange(30),
        "zip": chance.randrange(10000, 10020),
        "day": dt.date(2025, 1, 1) + dt.timedelta(days=chance.randrange(12)),
        "days": maybe(dt.date(2025, 1, 1) + dt.timedelta(days=chance.randrange(12))),
        "at": dt.datetime(2025, 1, 1, 12) + dt.timedelta(minutes=15 * chance.randrange(9)),
        "zoned": dt.datetime(2025, 1, 1, 12, tzinfo=UTC) + dt.timedelta(hours=chance.randrange(9)),
        "kind": chance.choice("uvw"),
    }


ROWS = [row(i) for i in range(1000)]
NAMES = list(ROWS[0])


def write(name, how):
    try:
        content = how()
        if content is not None:
            data = content if isinstance(content, bytes) else content.encode()
            (folder / name).write_bytes(data)
    except Exception as e:  # a combination that the library refuses
        (folder / name).unlink(missing_ok=True)
        print("not written:", name, type(e).__name__, str(e).splitlines()[0][:100])


def table():
    columns = {n: [r[n] for r in ROWS] for n in NAMES}
    types = {"small": pa.int8(), "large": pa.int64(), "unsigned": pa.uint32(), "gaps": pa.int16(),
             "ones": pa.uint8(), "single": pa.float32(), "money": pa.decimal128(9, 2),
             "zip": pa.int32(), "at": pa.timestamp("us"), "zoned": pa.timestamp("ms", "UTC")}
    return pa.table({n: pa.array(v, types.get(n)) for n, v in columns.items()})


def frame():
    """As pandas has it from a list of records: missing numbers make floats, others objects."""
    f = pd.DataFrame(ROWS)
    f["small"] = f["small"].astype("int8")
    f["unsigned"] = f["unsigned"].astype("uint64")
    f["single"] = f["single"].astype("float32")
    return f


def nullable():
    f = frame()
    f["gaps"] = f["gaps"].astype("Int64")
    f["flags"] = f["flags"].astype("boolean")
    f["text"] = f["text"].astype("string")
    f["code"] = f["code"].astype("category")
    f["zip"] = f["zip"].astype("Int32")
    return f


t, f, n = table(), frame(), nullable()
p = pl.from_arrow(t)

# pandas
for label, df in {"objects": f, "nullable": n}.items():
    write(f"pandas--{label}.csv", lambda: df.to_csv(index=False))
    write(f"pandas--{label}-na.csv", lambda: df.to_csv(index=False, na_rep="NA", quoting=csv.QUOTE_NONNUMERIC))
    write(f"pandas--{label}-european.csv", lambda: df.astype({"money": float}).to_csv(index=False, sep=";", decimal=","))
    write(f"pandas--{label}.ndjson", lambda: df.to_json(orient="records", lines=True))
    write(f"pandas--{label}-iso.ndjson",
          lambda: df.to_json(orient="records", lines=True, date_format="iso", double_precision=15))
    write(f"pandas--{label}.parquet", lambda: df.to_parquet())
    write(f"pandas--{label}-index.parquet", lambda: df.sample(frac=1, random_state=1).to_parquet())

# polars
write("polars.csv", lambda: p.write_csv())
write("polars--quoted.csv", lambda: p.write_csv(quote_style="always", null_value="null"))
write("polars.ndjson", lambda: p.with_columns(pl.col("money").cast(pl.Float64)).write_ndjson())
for codec in ["uncompressed", "snappy", "gzip", "brotli", "lz4", "zstd"]:
    write(f"polars--{codec}.parquet",
          lambda: p.write_parquet(folder / f"polars--{codec}.parquet", compression=codec, row_group_size=300))
write("polars--categorical.parquet",
      lambda: p.with_columns(pl.col("text").cast(pl.Categorical)).write_parquet(
          folder / "polars--categorical.parquet"))


# pyarrow
def arrow_csv(options):
    out = io.BytesIO()
    pa_csv.write_csv(t, out, options)
    return out.getvalue()


write("pyarrow.csv", lambda: arrow_csv(pa_csv.WriteOptions()))
write("pyarrow--quoted.csv", lambda: arrow_csv(pa_csv.WriteOptions(quoting_style="all_valid")))


def arrow_parquet(name, source=t, **options):
    write(f"pyarrow--{name}.parquet",
          lambda: pq.write_table(source, folder / f"pyarrow--{name}.parquet", **options))


arrow_parquet("default")
arrow_parquet("version1", version="1.0", data_page_version="1.0")
arrow_parquet("version24", version="2.4", data_page_version="2.0")
arrow_parquet("int96", use_deprecated_int96_timestamps=True)
arrow_parquet("plain", use_dictionary=False, compression="none")
arrow_parquet("groups", row_group_size=7, write_page_index=True)
for codec in ["gzip", "brotli", "lz4", "zstd"]:
    arrow_parquet(codec, compression=codec)
arrow_parquet("delta", use_dictionary=False, data_page_version="2.0", column_encoding={
    "large": "DELTA_BINARY_PACKED", "text": "DELTA_BYTE_ARRAY", "code": "DELTA_LENGTH_BYTE_ARRAY",
    "double": "BYTE_STREAM_SPLIT", "single": "BYTE_STREAM_SPLIT", "flag": "RLE"})
arrow_parquet("large-strings", pa.table({c: t[c].cast(pa.large_string()) if t[c].type == pa.string()
                                         else t[c] for c in NAMES}))
arrow_parquet("views", pa.table({c: t[c].cast(pa.string_view()) if t[c].type == pa.string()
                                 else t[c] for c in NAMES}))
arrow_parquet("binary", pa.table({c: t[c].cast(pa.binary()) if t[c].type == pa.string()
                                  else t[c] for c in NAMES}))
arrow_parquet("dictionaries", pa.table({c: t[c].dictionary_encode() if t[c].type == pa.string()
                                        else t[c] for c in NAMES}))
arrow_parquet("nanoseconds", t.set_column(NAMES.index("at"), "at", t["at"].cast(pa.timestamp("ns"))))
arrow_parquet("seconds", t.set_column(NAMES.index("at"), "at", t["at"].cast(pa.timestamp("s"))))
arrow_parquet("decimal-integer", store_decimal_as_integer=True)

# DuckDB
duck = duckdb.connect()
duck.execute("set TimeZone = 'UTC'")
duck.register("rows_", t)


def duck_copy(name, options):
    duck.execute(f"copy (select * from rows_) to '{folder / name}' ({options})")


write("duckdb.csv", lambda: duck_copy("duckdb.csv", "format csv, header"))
write("duckdb--quoted.csv", lambda: duck_copy("duckdb--quoted.csv", "format csv, header, force_quote *"))
write("duckdb.ndjson", lambda: duck_copy("duckdb.ndjson", "format json"))
for version in ["v1", "v2"]:
    write(f"duckdb--{version}.parquet",
          lambda: duck_copy(f"duckdb--{version}.parquet", f"format parquet, parquet_version {version}"))


# fastparquet
def fast(name, df, **options):
    path = folder / f"fastparquet--{name}.parquet"
    fastparquet.write(str(path), df, **options)


fp = n.copy()
fp["money"] = fp["money"].astype(float)
for c in ["day", "days", "at"]:  # it writes other units wrong
    fp[c] = pd.to_datetime(fp[c]).astype("datetime64[ns]")
fp["zoned"] = fp["zoned"].astype("datetime64[ns, UTC]")
encodings = {c: "utf8" for c in ["text", "code", "kind"]}
write("fastparquet--default.parquet", lambda: fast("default", fp))
write("fastparquet--int96.parquet", lambda: fast("int96", fp, times="int96"))
write("fastparquet--gzip.parquet", lambda: fast("gzip", fp, compression="GZIP", row_group_offsets=100))
objects = fp.copy()
objects["flags"] = f["flags"].astype(object)
objects["text"] = f["text"].astype(object)
objects["code"] = f["code"].astype(object)
write("fastparquet--objects.parquet",
      lambda: fast("objects", objects, object_encoding={"flags": "bool", **encodings}))


# Python's own
def python_csv(**options):
    out = io.StringIO()
    writer = csv.writer(out, **options)
    writer.writerow(NAMES)
    writer.writerows([r[c] for c in NAMES] for r in ROWS)
    return out.getvalue()


write("python.csv", lambda: python_csv())
write("python--quoted.csv", lambda: python_csv(quoting=csv.QUOTE_ALL, lineterminator="\n"))
write("python.ndjson", lambda: "".join(json.dumps(r, default=str) + "\n" for r in ROWS))
write("python--unicode.ndjson",
      lambda: "".join(json.dumps(r, default=lambda v: v.isoformat() if hasattr(v, "isoformat")
                                 else float(v), ensure_ascii=False) + "\n" for r in ROWS))
write("python--without-missing.ndjson",
      lambda: "".join(json.dumps({k: v for k, v in r.items() if v is not None}, default=str) + "\n"
                      for r in ROWS))
