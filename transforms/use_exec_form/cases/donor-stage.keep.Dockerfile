FROM python:3.12 AS build
CMD python a.py

FROM debian:12
COPY --from=build /x /x
