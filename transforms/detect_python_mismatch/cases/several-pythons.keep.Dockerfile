FROM python:3.9 AS nine
FROM python:3.12
COPY --from=nine /usr/local/bin/python3.9 /usr/local/bin/
COPY --from=nine /usr/local/lib/python3.9 /usr/local/lib/python3.9
