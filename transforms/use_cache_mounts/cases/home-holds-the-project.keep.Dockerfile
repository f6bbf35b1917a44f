FROM eclipse-temurin:21-jdk AS build
WORKDIR /root
COPY . .
RUN ./gradlew --no-daemon build

FROM eclipse-temurin:21-jre
COPY --from=build /root/build/libs/app.jar /app.jar
CMD ["java", "-jar", "/app.jar"]
