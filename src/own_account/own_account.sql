-- profile
select id, email, name, email_confirmed, new_email, phone, address, language, theme, reminders, picture, second_factor, version,
       created_at
  from wall.my_profile(), wall.my_email();

-- update_profile
select wall.update_my_profile($1, $2, $3, $4, $5, $6, $7);

-- my_picture
select type, content
  from wall.my_picture();

-- set_picture
select wall.set_my_picture($1, $2);

-- remove_picture
select wall.remove_my_picture();

-- picture_of
select type, content
  from wall.get_picture($1);

-- change_password
select wall.change_my_password($1, $2);

-- delete_account
select wall.delete_my_account($1);

-- export
select wall.my_export();
