FROM continuumio/miniconda3
RUN sudo -u app conda install -y numpy
