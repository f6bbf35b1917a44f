FROM debian:12
CMD source /env.sh
FROM debian:12
CMD node $APP && x
FROM debian:12
ENTRYPOINT exec java $JAVA_OPTS -jar /app.jar
FROM debian:12
CMD LANG=C server --all
FROM debian:12
CMD server ~/data
