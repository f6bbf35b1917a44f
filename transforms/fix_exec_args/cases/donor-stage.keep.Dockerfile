FROM python:3.12 AS build
CMD ["gunicorn", "-w 4", "m:a"]

FROM python:3.12
COPY --from=build /x /x
