FROM golang:1.22 AS build
CMD go run .

FROM python:3.12 AS base
COPY --from=build /x /x
CMD python a.py

FROM base
CMD python b.py
