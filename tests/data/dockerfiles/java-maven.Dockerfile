FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /home/build
COPY pom.xml .
RUN mvn -B dependency:go-offline
COPY src ./src
RUN mvn -B -DskipTests package

FROM eclipse-temurin:21-jre
COPY --from=build /home/build/target/*.jar /app/app.jar
ENV JAVA_OPTS=""
EXPOSE 8080/tcp
HEALTHCHECK --interval=30s --timeout=3s --retries=5 CMD curl -fs http://localhost:8080/actuator/health || exit 1
ENTRYPOINT exec java $JAVA_OPTS -jar /app/app.jar
