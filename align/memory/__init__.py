"""Translation memory: everything aligned becomes searchable, for people and for CAT tools.

A memory is a folder. `memory.sqlite` in it is the only truth; `index/` beside it is made from that and
may be deleted at any time.

    units      what a memory holds                      schema.sql  how it is kept
    database   connections, schema, errors              store       Memory: add, read, remove
    intake     files → units, foreign TMX streamed      transfer    memory → file, memory → memory
"""

from align.memory.store import Memory
from align.memory.units import Place, Unit

__all__ = ["Memory", "Place", "Unit"]
