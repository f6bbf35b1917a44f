FROM sbtscala/scala-sbt:eclipse-temurin-17_1.9_3.3.1
WORKDIR /root/proj
ADD build.sbt ./
ADD project/*.sbt project/build.properties ./project/
RUN sbt update
ADD . .
RUN sbt "project core" test:compile
CMD sbt run
