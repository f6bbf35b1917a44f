FROM continuumio/miniconda3:24.1.2-0
RUN conda install -y conda=4.5.11 && conda clean -afy
