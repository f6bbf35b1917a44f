FROM python:3.12
CMD gunicorn -b :$PORT

FROM eclipse-temurin:21
ENTRYPOINT java ${JAVA_OPTS} -jar a.jar

FROM python:3.12
CMD python `which app`
