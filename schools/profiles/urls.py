from django.urls import path

from schools.profiles import views

app_name = "profiles"
urlpatterns = [
    path("", views.profile_list, name="list"),
    path("<slug:slug>/", views.profile_detail, name="detail"),
]
