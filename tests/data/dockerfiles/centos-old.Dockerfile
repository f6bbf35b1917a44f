FROM centos:7
MAINTAINER ops
RUN yum -y update; yum clean all
RUN yum -y install epel-release; yum clean all
RUN yum -y install supervisor mariadb-server pwgen; yum clean all
ADD ./start.sh /start.sh
ADD ./supervisord.conf /etc/supervisord.conf
RUN chmod 755 /start.sh
EXPOSE 3306
CMD ["/bin/bash", "/start.sh"]
