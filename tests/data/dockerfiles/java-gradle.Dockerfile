FROM gradle:8.7-jdk17 AS build
COPY --chown=gradle:gradle . /home/gradle/src
WORKDIR /home/gradle/src
RUN gradle bootJar --no-daemon
FROM amazoncorretto:17
RUN yum install -y shadow-utils && \
    useradd -u 1200 spring && \
    yum clean all
USER spring
COPY --from=build /home/gradle/src/build/libs/ /libs/
CMD [ "java", "-jar", "/libs/service.jar" ]
