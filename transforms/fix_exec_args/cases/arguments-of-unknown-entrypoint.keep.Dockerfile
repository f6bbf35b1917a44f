FROM python:3.12
ENTRYPOINT ["/entrypoint.sh"]
CMD ["-w 4", "gunicorn", "-b x"]

FROM python:3.12
CMD ["-w 4"]

FROM python:3.12
ENTRYPOINT ["tini", "--"]
CMD ["-w 4"]
