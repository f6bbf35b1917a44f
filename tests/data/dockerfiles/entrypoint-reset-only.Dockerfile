FROM mysql:8
ENTRYPOINT []
CMD ["mysqld", "--skip-grant-tables"]
