"""Translation memory: everything aligned becomes searchable, for people and for CAT tools.

A memory is a folder. `memory.sqlite` in it is the only truth; `index/` beside it is made from that and
may be deleted at any time. Or it is a database of PostgreSQL, with indexes in a folder of each machine.

    keep       units      what a memory holds              store     Memory: add, read, remove
               adding     what is known, new, gone         stores/   where it is kept, and how
    files      intake     files → units                    transfer  memory → file, memory → memory
               foreign    TMX of every make, streamed      cutting   XML cut into its units
    look up    lookup match index vectors segments highlight
               concordance query renderings                pretranslate leverage
    serve      server/    in the protocols that CAT tools speak
"""

from align.memory.store import Memory
from align.memory.units import Place, Unit

__all__ = ["Memory", "Place", "Unit"]
