FROM debian:12 AS a
ENTRYPOINT ["a"]
CMD ["b"]
FROM a
CMD ["c"]
