FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /src
COPY settings.xml /usr/share/maven/conf/settings.xml
COPY . .
RUN mvn -B package

FROM eclipse-temurin:21-jre
COPY --from=build /src/target/app.jar /app.jar
