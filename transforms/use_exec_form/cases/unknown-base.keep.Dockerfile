FROM registry.example.com/team/base:1
CMD python a.py

FROM redis:7
CMD redis-server /etc/redis.conf

FROM example/base
ENTRYPOINT python a.py
