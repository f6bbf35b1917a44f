FROM rocker/shiny:4.3.2
RUN R -e "install.packages(c('dplyr', 'ggplot2'), repos='https://cloud.r-project.org/')"
COPY app.R /srv/shiny-server/
