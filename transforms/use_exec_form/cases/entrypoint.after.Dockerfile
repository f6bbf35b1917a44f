FROM eclipse-temurin:21-jre
ENTRYPOINT ["java", "-Xmx512m", "-jar", "/a.jar"]
