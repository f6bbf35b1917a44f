FROM python:3.12
ENTRYPOINT ["python"]
CMD python a.py

FROM python:3.12
ENTRYPOINT ["/entrypoint.sh"]
CMD python a.py

FROM python:3.12
ENTRYPOINT ["tini", "-p", "SIGTERM", "--"]
CMD python a.py

FROM python:3.12
ENTRYPOINT ["tini", "--", "/entrypoint.sh"]
CMD python a.py
