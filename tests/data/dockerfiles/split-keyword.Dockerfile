FR\
OM alpine
RU\
N echo split
