FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /src
COPY . .
RUN mvn -B package
RUN find / -name 'agent-*.jar' -exec cp {} /agent.jar \;

FROM eclipse-temurin:21-jre
COPY --from=build /agent.jar /agent.jar
CMD ["java", "-jar", "/agent.jar"]
