FROM maven:3.9-eclipse-temurin-21
WORKDIR /src
COPY pom.xml .
COPY src ./src
RUN mvn -q package
ENV JAVA_OPTS=-Xmx256m
CMD java $JAVA_OPTS -jar target/*.jar
