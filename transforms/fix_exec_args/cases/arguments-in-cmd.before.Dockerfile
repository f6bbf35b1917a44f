FROM python:3.12 AS base
ENTRYPOINT ["/usr/bin/dumb-init", "--", "gunicorn"]

FROM base
CMD ["-b 0.0.0.0:80", "m:a"]
